mock_provider "kubernetes" {}

variables {
  external = {
    database_urls = {
      catalog   = "postgres://shop:secret@db.example:5432/catalog"
      identity  = "postgres://shop:secret@db.example:5432/identity"
      inventory = "postgres://shop:secret@db.example:5432/inventory"
      order     = "postgres://shop:secret@db.example:5432/order"
      payment   = "postgres://shop:secret@db.example:5432/payment"
    }
    redis = { host = "redis.example", password = "a-password" }
  }
}

run "servers_that_exist_start_none" {
  command = apply

  assert {
    condition     = length(kubernetes_stateful_set_v1.this) == 0 && length(kubernetes_secret_v1.passwords) == 0
    error_message = "There are servers in the cluster."
  }
  assert {
    condition     = output.connections.redis.port == 6379 && output.connections.redis.tls
    error_message = "Redis is not at its port with TLS by default."
  }
  assert {
    condition     = output.connections.database_urls["order"] == "postgres://shop:secret@db.example:5432/order"
    error_message = "The URL is another one."
  }
  assert {
    condition     = contains(output.databases, "order") && !contains(output.databases, "gateway")
    error_message = "The apps with a database are not those of the declarations."
  }
}

run "a_missing_database_is_named" {
  command = plan

  variables {
    external = {
      database_urls = { order = "postgres://shop:secret@db.example:5432/order" }
      redis         = { host = "redis.example" }
    }
  }

  expect_failures = [output.connections]
}

run "one_database_for_two_apps_is_refused" {
  command = plan

  variables {
    external = {
      database_urls = {
        order   = "postgres://shop:secret@db.example:5432/shop"
        payment = "postgres://shop:secret@db.example:5432/shop"
      }
      redis = { host = "redis.example" }
    }
  }

  expect_failures = [var.external]
}

run "a_url_without_a_user_is_refused" {
  command = plan

  variables {
    external = {
      database_urls = { order = "postgres://db.example/order" }
      redis         = { host = "redis.example" }
    }
  }

  expect_failures = [var.external]
}

run "a_host_with_a_port_is_refused" {
  command = plan

  variables {
    external = {
      database_urls = { order = "postgres://shop:secret@db.example:5432/order" }
      redis         = { host = "redis.example:6379" }
    }
  }

  expect_failures = [var.external]
}

run "servers_of_both_kinds_are_refused" {
  command = plan

  variables {
    in_cluster = { postgres_password = "0123456789abcdef", redis_password = "0123456789abcdef" }
  }

  expect_failures = [var.in_cluster]
}

run "no_servers_are_refused" {
  command = plan

  variables {
    external = null
  }

  expect_failures = [var.in_cluster]
}
