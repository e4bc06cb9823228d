# A shop on a node of `npm run cluster -- up`, for a test: PostgreSQL and Redis are there, all images are on the node.
terraform {
  required_providers {
    kubernetes = {
      source = "hashicorp/kubernetes"
    }
    helm = {
      source = "hashicorp/helm"
    }
  }
}

variable "kubeconfig" {
  type = string
}

variable "dapr_chart" {
  type = string
}

variable "dapr_image" {
  type = object({ registry = string, tag = string })
}

variable "database_urls" {
  type      = map(string)
  sensitive = true
}

variable "redis" {
  type      = object({ host = string, password = string, tls = bool })
  sensitive = true
}

variable "namespace" {
  type = string
}

variable "tag" {
  type = string
}

locals {
  # Of a node that lives as long as the test.
  key = "0123456789abcdef0123456789abcdef"
}

provider "kubernetes" {
  config_path = var.kubeconfig
}

provider "helm" {
  kubernetes {
    config_path = var.kubeconfig
  }
}

module "cluster" {
  source    = "../modules/cluster"
  namespace = var.namespace
}

module "data" {
  source    = "../modules/data"
  namespace = module.cluster.namespace
  external  = { database_urls = var.database_urls, redis = var.redis }
}

module "dapr" {
  source            = "../modules/dapr"
  namespace         = module.cluster.dapr_namespace
  repository        = null
  chart             = var.dapr_chart
  high_availability = false
  image             = var.dapr_image
  values = [yamlencode({
    global                = { imagePullPolicy = "Never" }
    dapr_sidecar_injector = { sidecarImagePullPolicy = "Never" }
    # The node makes no volumes on demand.
    dapr_scheduler = { cluster = { inMemoryStorage = true } }
  })]
}

module "commerce" {
  source      = "../modules/commerce"
  profile     = "dev"
  namespace   = module.cluster.namespace
  public_url  = "http://127.0.0.1:8080"
  connections = module.data.connections
  dapr        = { namespace = module.dapr.namespace }
  test_client = { id = "helm-test", secret = local.key }
  image = {
    registry        = "docker.io"
    prefix          = "commerce/"
    tag             = var.tag
    require_digests = false
    pull_policy     = "Never"
  }
  secrets = {
    dapr-api-token = { token = local.key }
    app-api-token  = { token = local.key }
    order          = { ORDER_MASTER_KEY = "${local.key}${local.key}", ORDER_CLIENT_SECRET = local.key }
    identity = {
      IDENTITY_MASTER_KEY = "${local.key}${local.key}"
      LOCAL_SEED = jsonencode({
        accounts = []
        clients = [
          { id = "order", name = "The order app", secret = local.key, scopes = ["data-keys"], redirectUris = [] },
          { id = "helm-test", name = "The test", secret = local.key, scopes = ["orders", "stock", "catalog"], redirectUris = [] },
        ]
      })
    }
  }
}
