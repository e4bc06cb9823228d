# The shop on a managed cluster with managed servers: PostgreSQL and Redis exist, the namespace enforces
# PodSecurity, images are given by digest, Dapr is highly available with a certificate authority of your own.

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
  external  = var.servers
}

module "dapr" {
  source = "../../modules/dapr"

  namespace             = module.cluster.dapr_namespace
  certificate_authority = var.certificate_authority
}

module "commerce" {
  source = "../../modules/commerce"

  profile              = "prod"
  namespace            = module.cluster.namespace
  public_url           = "https://${var.host}"
  payment_provider_url = var.payment_provider_url
  image                = var.image
  connections          = module.data.connections
  secrets              = var.secrets
  allowed_cidrs        = var.allowed_cidrs
  dapr                 = { namespace = module.dapr.namespace }

  ingress = {
    host            = var.host
    class_name      = "nginx"
    tls_secret_name = "shop-tls"
    namespaces      = ["ingress-nginx"]
  }
  trusted_proxies = var.trusted_proxies
}
