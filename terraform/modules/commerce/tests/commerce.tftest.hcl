mock_provider "helm" {}
mock_provider "kubernetes" {}

variables {
  namespace  = "shop"
  profile    = "dev"
  public_url = "http://127.0.0.1:8080"
  image      = { registry = "images.example", tag = "1.2.3" }
  connections = {
    database_urls = {
      catalog   = "postgres://shop:secret@db.example:5432/catalog"
      identity  = "postgres://shop:secret@db.example:5432/identity"
      inventory = "postgres://shop:secret@db.example:5432/inventory"
      order     = "postgres://shop:secret@db.example:5432/order"
      payment   = "postgres://shop:secret@db.example:5432/payment"
    }
    redis = { host = "redis.example", port = 6380, password = "p@ss", database = 2, tls = true }
  }
  secrets = {
    dapr-api-token = { token = "0123456789abcdef0123456789abcdef" }
    app-api-token  = { token = "123456789abcdef0123456789abcdef0" }
    order = {
      ORDER_MASTER_KEY    = "23456789abcdef0123456789abcdef01"
      ORDER_CLIENT_SECRET = "3456789abcdef0123456789abcdef012"
    }
    identity = { IDENTITY_MASTER_KEY = "456789abcdef0123456789abcdef0123" }
  }
}

run "secrets_have_what_apps_and_components_read" {
  command = apply

  assert {
    condition     = kubernetes_secret_v1.this["order"].metadata[0].name == "commerce-order"
    error_message = "The secret of the order app has another name."
  }
  assert {
    condition     = nonsensitive(kubernetes_secret_v1.this["order"].data["DATABASE_URL"]) == "postgres://shop:secret@db.example:5432/order"
    error_message = "The order app has another database."
  }
  assert {
    condition     = length(nonsensitive(kubernetes_secret_v1.this["order"].data)) == 3
    error_message = "The secret of the order app lacks its keys beside the database."
  }
  assert {
    condition     = nonsensitive(kubernetes_secret_v1.this["redis"].data["REDIS_URL"]) == "rediss://:p%40ss@redis.example:6380/2"
    error_message = "The URL of Redis has another form."
  }
  assert {
    condition     = nonsensitive(kubernetes_secret_v1.this["redis"].data["REDIS_HOST"]) == "redis.example:6380"
    error_message = "The components would look for Redis elsewhere."
  }
  assert {
    condition     = contains(output.secret_names, "commerce-redis") && length(output.secret_names) == length(kubernetes_secret_v1.this)
    error_message = "The secrets are not those that the release reads."
  }
}

run "the_release_has_the_values_of_the_profile_and_of_the_variables" {
  command = apply

  variables {
    values = ["defaults: { priorityClassName: shop }"]
  }

  assert {
    condition     = length(helm_release.commerce.values) == 3 && yamldecode(helm_release.commerce.values[0]).defaults.replicas == 1
    error_message = "The base is not that of the profile dev."
  }
  assert {
    condition     = yamldecode(output.values).image.tag == "1.2.3" && yamldecode(output.values).redis.tls
    error_message = "A variable did not become a value."
  }
  assert {
    condition     = yamldecode(output.values).paymentSimulator.enabled && !can(yamldecode(output.values).apps)
    error_message = "Without a payment provider the simulator does not play it."
  }
  assert {
    condition     = !strcontains(join("", helm_release.commerce.values), "secret@")
    error_message = "A secret is among the values of the release."
  }
  assert {
    condition     = yamldecode(helm_release.commerce.values[2]).defaults.priorityClassName == "shop"
    error_message = "Further values are not the last."
  }
  assert {
    condition     = can(regex("^chart [0-9a-f]{12}, secrets 4a4c52526cf4$", helm_release.commerce.description))
    error_message = "An edit of the chart or of a secret would be no change of the release: ${helm_release.commerce.description}."
  }
}

run "a_changed_secret_changes_the_release" {
  command = apply

  variables {
    secrets = {
      dapr-api-token = { token = "abcdef0123456789abcdef0123456789" }
      app-api-token  = { token = "123456789abcdef0123456789abcdef0" }
      order = {
        ORDER_MASTER_KEY    = "23456789abcdef0123456789abcdef01"
        ORDER_CLIENT_SECRET = "3456789abcdef0123456789abcdef012"
      }
      identity = { IDENTITY_MASTER_KEY = "456789abcdef0123456789abcdef0123" }
    }
  }

  assert {
    condition     = can(regex("^chart [0-9a-f]{12}, secrets fb764e2efc16$", helm_release.commerce.description))
    error_message = "The pods would keep the old secret: ${helm_release.commerce.description}."
  }
}

run "production_has_provider_ingress_and_named_edges" {
  command = plan

  variables {
    profile              = "prod"
    public_url           = "https://shop.example"
    payment_provider_url = "https://payments.example:8443/v1"
    allowed_cidrs        = { postgres = ["10.0.8.0/24"], redis = ["10.0.9.0/24"] }
    ingress              = { host = "shop.example", class_name = "nginx", namespaces = ["ingress"] }
    trusted_proxies      = ["10.0.0.0/8", "::1"]
    test_client          = { id = "helm-test", secret = "56789abcdef0123456789abcdef01234" }
  }

  assert {
    condition     = yamldecode(output.values).apps.payment.egress[0].port == 8443 && !yamldecode(output.values).paymentSimulator.enabled
    error_message = "The payment app cannot reach its provider."
  }
  assert {
    condition     = yamldecode(output.values).networkPolicies.postgres.peers[0].ipBlock.cidr == "10.0.8.0/24"
    error_message = "PostgreSQL is not the named edge."
  }
  assert {
    condition     = yamldecode(output.values).networkPolicies.gateway.peers[0].namespaceSelector.matchLabels["kubernetes.io/metadata.name"] == "ingress"
    error_message = "Not only the ingress may call the gateway."
  }
  assert {
    condition     = yamldecode(output.values).apps.gateway.env.TRUSTED_PROXIES == "10.0.0.0/8,::1"
    error_message = "The gateway does not know its proxies."
  }
  assert {
    condition     = yamldecode(output.values).ingress.enabled && yamldecode(output.values).tests.clientSecretName == "commerce-test-client"
    error_message = "There is no ingress, or no client for the test."
  }
}

run "secrets_of_an_operator_are_left_to_it" {
  command = plan

  variables {
    manage_secrets = false
    secrets        = {}
  }

  assert {
    condition     = length(kubernetes_secret_v1.this) == 0 && strcontains(helm_release.commerce.description, "managed elsewhere")
    error_message = "The module writes secrets all the same."
  }
}

run "a_missing_secret_stops_the_plan" {
  command = plan

  variables {
    secrets = { dapr-api-token = { token = "0123456789abcdef0123456789abcdef" } }
  }

  expect_failures = [helm_release.commerce]
}

run "a_misspelt_secret_stops_the_plan" {
  command = plan

  variables {
    secrets = {
      dapr-api-token = { token = "0123456789abcdef0123456789abcdef" }
      app-api-token  = { token = "123456789abcdef0123456789abcdef0" }
      order = {
        ORDER_MASTER_KEY    = "23456789abcdef0123456789abcdef01"
        ORDER_CLIENT_SECRET = "3456789abcdef0123456789abcdef012"
      }
      identity = {
        IDENTITY_MASTER_KEY = "456789abcdef0123456789abcdef0123"
        LOCAL_SEEDS         = "{}"
      }
    }
  }

  expect_failures = [helm_release.commerce]
}
