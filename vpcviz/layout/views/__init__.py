"""The views: what a picture is about. Each is a module here, named as the view is; its VIEW says what it keeps, and how VPCs and
what joins them are drawn. Nothing else lists them.
"""
