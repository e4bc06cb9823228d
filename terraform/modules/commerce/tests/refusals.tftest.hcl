mock_provider "helm" {}
mock_provider "kubernetes" {}

variables {
  profile        = "prod"
  public_url     = "https://shop.example"
  image          = { registry = "images.example" }
  manage_secrets = false

  payment_provider_url = "https://payments.example"
  connections = {
    database_urls = {}
    redis         = { host = "redis.example", port = 6379, password = "", database = 0, tls = true }
  }
}

run "a_redis_without_a_password_has_a_url_without_one" {
  command = plan

  assert {
    condition     = nonsensitive(local.connected["redis"]["REDIS_URL"]) == "rediss://redis.example:6379/0"
    error_message = "The URL of Redis has an empty password."
  }
}

run "a_misspelt_profile_is_refused" {
  command = plan
  variables {
    profile = "staging"
  }
  expect_failures = [var.profile]
}

run "a_public_url_without_https_is_refused_in_production" {
  command = plan
  variables {
    public_url = "http://shop.example"
  }
  expect_failures = [var.public_url]
}

run "a_public_url_with_a_slash_at_its_end_is_refused" {
  command = plan
  variables {
    public_url = "https://shop.example/"
  }
  expect_failures = [var.public_url]
}

run "a_registry_with_a_protocol_is_refused" {
  command = plan
  variables {
    image = { registry = "https://images.example" }
  }
  expect_failures = [var.image]
}

run "the_tag_latest_is_refused" {
  command = plan
  variables {
    image = { registry = "images.example", tag = "latest" }
  }
  expect_failures = [var.image]
}

run "a_shortened_digest_is_refused" {
  command = plan
  variables {
    image = { registry = "images.example", digests = { order = "sha256:abc" } }
  }
  expect_failures = [var.image]
}

run "production_without_a_payment_provider_is_refused" {
  command = plan
  variables {
    payment_provider_url = null
  }
  expect_failures = [var.payment_provider_url]
}

run "a_short_key_is_refused" {
  command = plan
  variables {
    secrets = { identity = { IDENTITY_MASTER_KEY = "short" } }
  }
  expect_failures = [var.secrets]
}

run "an_address_that_is_no_range_is_refused" {
  command = plan
  variables {
    allowed_cidrs = { postgres = ["db.example"] }
  }
  expect_failures = [var.allowed_cidrs]
}

run "the_path_of_a_file_of_values_is_refused" {
  command = plan
  variables {
    values = ["shop.yaml"]
  }
  expect_failures = [var.values]
}

run "a_timeout_that_no_install_meets_is_refused" {
  command = plan
  variables {
    timeout_seconds = 1
  }
  expect_failures = [var.timeout_seconds]
}
