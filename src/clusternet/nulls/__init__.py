"""More than chance? Who depends on whom?"""
