terraform {
  required_version = ">= 1.9.0"

  required_providers {
    helm = {
      source  = "hashicorp/helm"
      version = "~> 3.1"
    }
    kubernetes = {
      source  = "hashicorp/kubernetes"
      version = "~> 2.38"
    }
  }

  # Where the state is, and its lock, is told at `tofu init -backend-config=state.s3.tfbackend`.
  backend "s3" {}
}
