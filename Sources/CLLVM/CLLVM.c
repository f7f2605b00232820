// SwiftPM wants one source file in a C target; the headers in include/ are all there is.
