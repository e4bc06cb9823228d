package accelerated

import (
	"context"
	"sync"
	"time"

	"github.com/dapr/components-contrib/nameresolution"
	"github.com/dapr/kit/logger"
)

const (
	// How long an address is used before it is looked up again. This bounds how long calls still go
	// to a sidecar that has ended; the runtime's own retries cover that time.
	addressLifetime = time.Second
	// Addresses cached per app. The component picks each one at random, so that several replicas
	// share the calls.
	addressesPerApp = 8
	// Most apps in the cache; for any further app each call looks the address up.
	maxCachedApps = 1_000
)

// cachedNames saves the component one query per call: with SQLite that query is a third of the work of
// the gateway's sidecar.
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
	position, address := c.cached(key)
	if address != "" {
		return address, nil
	}
	address, err := c.Resolver.ResolveID(ctx, req)
	if err == nil {
		c.store(key, position, address)
	}
	return address, err
}

// The position in the cache and the address to use now; an empty address must be looked up.
func (c *cachedNames) cached(key string) (int, string) {
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

func (c *cachedNames) store(key string, position int, address string) {
	c.lock.Lock()
	defer c.lock.Unlock()
	app := c.apps[key]
	if app == nil {
		if len(c.apps) >= maxCachedApps {
			return
		}
		app = &addresses{}
		c.apps[key] = app
	}
	app.slots[position] = slot{address: address, until: time.Now().Add(addressLifetime)}
}
