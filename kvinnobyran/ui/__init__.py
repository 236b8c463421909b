"""What is seen. Each subject has a folder; ``kit`` holds the parts they are made of.

The window reads row types and list queries from the store; every change goes through
``desk.do(flow, …)``.
"""
