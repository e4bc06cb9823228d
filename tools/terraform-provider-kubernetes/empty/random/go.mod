module empty/random

go 1.26.8
