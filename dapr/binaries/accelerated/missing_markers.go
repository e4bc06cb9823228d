package accelerated

import (
	"errors"
	"sync"
	"time"

	"github.com/cenkalti/backoff/v4"
)

const (
	// How long the outbox looks for a marker: the limit that Dapr's outbox sets itself and misses. Its
	// backoff has no field Stop, so that after this time it asks again at once, for ever, unless the
	// store's error is permanent.
	markerPatience = 10 * time.Second
	// A marker that nobody has asked for in this time is forgotten.
	markerMemory = time.Minute
)

var errMarkerMissing = errors.New("the transaction of the outbox message was rolled back, or never committed")

// missingMarkers ends the search for markers that stay missing.
type missingMarkers struct {
	patience time.Duration
	lock     sync.Mutex
	since    map[string]search
	prunedAt time.Time
}

type search struct{ first, last time.Time }

// missed notes that a marker was not found. It returns a permanent error, which ends the search, once
// the marker has been missing for the whole patience.
func (m *missingMarkers) missed(key string, now time.Time) error {
	m.lock.Lock()
	defer m.lock.Unlock()
	m.prune(now)
	one, known := m.since[key]
	if !known {
		one.first = now
	}
	if now.Sub(one.first) >= m.patience {
		delete(m.since, key)
		return backoff.Permanent(errMarkerMissing)
	}
	one.last = now
	m.since[key] = one
	return nil
}

// ended forgets a marker whose search is over.
func (m *missingMarkers) ended(key string) {
	m.lock.Lock()
	defer m.lock.Unlock()
	delete(m.since, key)
}

// A search that ended without an answer of ours, as one does when Dapr sets its own limit.
func (m *missingMarkers) prune(now time.Time) {
	if now.Sub(m.prunedAt) < markerMemory {
		return
	}
	m.prunedAt = now
	for key, one := range m.since {
		if now.Sub(one.last) >= markerMemory {
			delete(m.since, key)
		}
	}
}
