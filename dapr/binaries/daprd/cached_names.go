package main

import (
	"context"
	"sync"
	"time"

	"github.com/dapr/components-contrib/nameresolution"
	"github.com/dapr/kit/logger"
)

const (
	// How long an address is used before it is looked up again. A sidecar that went away is called
	// for no longer than that, and the runtime's own retries bridge it.
	addressLifetime = time.Second
	// Addresses remembered for one app. Each is picked at random by the component, so that several
	// replicas share the calls.
	addressesPerApp = 8
	// Most apps that are remembered; more are looked up every time.
	maxRememberedApps = 1_000
)

// cachedNames spares the component a query for every single call: with SQLite that query is a
// third of what the gateway's sidecar does.
type cachedNames struct {
	nameresolution.Resolver
	lock sync.Mutex
	apps map[string]*addresses
}

type addresses struct {
	next  int
	slots [addressesPerApp]slot
}

type slot struct {
	address string
	until   time.Time
}

func withCachedNames(create func(logger.Logger) nameresolution.Resolver) func(logger.Logger) nameresolution.Resolver {
	return func(log logger.Logger) nameresolution.Resolver {
		return &cachedNames{Resolver: create(log), apps: map[string]*addresses{}}
	}
}

func (c *cachedNames) ResolveID(ctx context.Context, req nameresolution.ResolveRequest) (string, error) {
	key := req.CacheKey()
	position, address := c.remembered(key)
	if address != "" {
		return address, nil
	}
	address, err := c.Resolver.ResolveID(ctx, req)
	if err == nil {
		c.remember(key, position, address)
	}
	return address, err
}

// The address to use now and its place; an empty one must be looked up.
func (c *cachedNames) remembered(key string) (int, string) {
	c.lock.Lock()
	defer c.lock.Unlock()
	app := c.apps[key]
	if app == nil {
		return 0, ""
	}
	position := app.next
	app.next = (position + 1) % addressesPerApp
	if time.Now().After(app.slots[position].until) {
		return position, ""
	}
	return position, app.slots[position].address
}

func (c *cachedNames) remember(key string, position int, address string) {
	c.lock.Lock()
	defer c.lock.Unlock()
	app := c.apps[key]
	if app == nil {
		if len(c.apps) >= maxRememberedApps {
			return
		}
		app = &addresses{}
		c.apps[key] = app
	}
	app.slots[position] = slot{address: address, until: time.Now().Add(addressLifetime)}
}
