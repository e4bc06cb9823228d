mock_provider "kubernetes" {}

variables {
  namespace = "demo"
  in_cluster = {
    postgres_password = "p@ss/word-of-postgres"
    redis_password    = "0123456789abcdef"
  }
}

run "both_servers_keep_pod_security_restricted" {
  command = apply

  assert {
    condition     = toset(keys(kubernetes_stateful_set_v1.this)) == toset(["postgres", "redis"])
    error_message = "There are other servers than PostgreSQL and Redis."
  }
  assert {
    condition = alltrue([for one in kubernetes_stateful_set_v1.this : alltrue([
      one.spec[0].template[0].spec[0].security_context[0].run_as_non_root,
      one.spec[0].template[0].spec[0].security_context[0].seccomp_profile[0].type == "RuntimeDefault",
      !one.spec[0].template[0].spec[0].container[0].security_context[0].allow_privilege_escalation,
      one.spec[0].template[0].spec[0].container[0].security_context[0].read_only_root_filesystem,
      one.spec[0].template[0].spec[0].container[0].security_context[0].capabilities[0].drop[0] == "ALL",
      !one.spec[0].template[0].spec[0].automount_service_account_token,
    ])])
    error_message = "A pod would be refused by PodSecurity restricted."
  }
  assert {
    condition     = alltrue([for one in kubernetes_network_policy_v1.this : one.spec[0].ingress[0].from[0].pod_selector[0].match_labels["app.kubernetes.io/part-of"] == "commerce"])
    error_message = "Others than the pods of the shop reach the servers."
  }
}

run "every_app_with_a_database_gets_one_and_its_url" {
  command = apply

  assert {
    condition     = toset(keys(output.connections.database_urls)) == output.databases
    error_message = "An app has no URL."
  }
  assert {
    condition     = output.connections.database_urls["order"] == "postgres://commerce:p%40ss%2Fword-of-postgres@postgres.demo.svc.cluster.local:5432/order"
    error_message = "The password is not written as a URL wants it."
  }
  assert {
    condition     = alltrue([for name in output.databases : strcontains(kubernetes_config_map_v1.databases[0].data["databases.sql"], "CREATE DATABASE \"${name}\"")])
    error_message = "A database is not created."
  }
  assert {
    condition     = !strcontains(jsonencode(kubernetes_stateful_set_v1.this["redis"].spec[0].template[0].spec[0].container[0].args), "0123456789abcdef")
    error_message = "The password of Redis is in its arguments."
  }
}

run "a_short_password_is_refused" {
  command = plan

  variables {
    in_cluster = { postgres_password = "postgres", redis_password = "0123456789abcdef" }
  }

  expect_failures = [var.in_cluster]
}

run "a_password_that_breaks_the_configuration_of_redis_is_refused" {
  command = plan

  variables {
    in_cluster = { postgres_password = "0123456789abcdef", redis_password = "0123456789 abcdef" }
  }

  expect_failures = [var.in_cluster]
}
