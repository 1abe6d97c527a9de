"""Labs to move things in, one module a lab; with COURSE_STATIC=1 each draws its static figure instead."""
