module empty/vbom

go 1.26.8
