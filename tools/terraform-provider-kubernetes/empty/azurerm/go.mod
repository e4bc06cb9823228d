module empty/azurerm

go 1.26.8
