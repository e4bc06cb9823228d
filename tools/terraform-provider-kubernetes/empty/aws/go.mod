module empty/aws

go 1.26.8
