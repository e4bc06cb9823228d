module empty/google

go 1.26.8
