# A whole shop for trying it out, on a cluster that exists and that your kubeconfig names: namespaces, Dapr,
# PostgreSQL and Redis in the cluster, and the apps with a simulated payment provider.

provider "kubernetes" {
  config_path    = pathexpand(var.kubeconfig)
  config_context = var.context
}

provider "helm" {
  kubernetes = {
    config_path    = pathexpand(var.kubeconfig)
    config_context = var.context
  }
}

module "cluster" {
  source = "../../modules/cluster"

  namespace = var.namespace
}

module "data" {
  source = "../../modules/data"

  namespace = module.cluster.namespace
  in_cluster = {
    postgres_password = var.keys.postgres_password
    redis_password    = var.keys.redis_password
  }
}

module "dapr" {
  source = "../../modules/dapr"

  namespace         = module.cluster.dapr_namespace
  high_availability = false
}

module "commerce" {
  source = "../../modules/commerce"

  profile     = "dev"
  namespace   = module.cluster.namespace
  public_url  = var.public_url
  image       = merge(var.image, { require_digests = false })
  connections = module.data.connections
  dapr        = { namespace = module.dapr.namespace }
  test_client = { id = "helm-test", secret = var.keys.test_client_secret }

  secrets = {
    dapr-api-token = { token = var.keys.dapr_api_token }
    app-api-token  = { token = var.keys.app_api_token }
    order = {
      ORDER_MASTER_KEY    = var.keys.order_master_key
      ORDER_CLIENT_SECRET = var.keys.order_client_secret
    }
    identity = {
      IDENTITY_MASTER_KEY = var.keys.identity_master_key
      LOCAL_SEED          = jsonencode(local.seed)
    }
  }
}

locals {
  # The accounts and service clients of the first start.
  seed = {
    accounts = [
      { email = var.admin.email, password = var.admin.password, roles = ["customer", "admin"] },
    ]
    clients = [
      {
        id           = "order"
        name         = "The order app"
        secret       = var.keys.order_client_secret
        scopes       = ["data-keys"]
        redirectUris = []
      },
      {
        id           = "helm-test"
        name         = "The test of the release"
        secret       = var.keys.test_client_secret
        scopes       = ["orders", "stock", "catalog"]
        redirectUris = []
      },
    ]
  }
}
