"""How each kind of thing is drawn, a module for kinds that belong together; see `vpcviz.layout.drawer`."""
