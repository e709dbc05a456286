"""A server for assistants and editors (Model Context Protocol): they draw, ask and check what the user allowed, and nothing else.

Each call is a command of vpcviz in a process of its own (`confined`): it may be stopped, has bounds of time and memory, and reads
nothing but the sources that the user allowed at the start (`allowed`).
"""
