package accelerated

import (
	"context"
	"fmt"
	"testing"

	"github.com/dapr/components-contrib/nameresolution"
	"github.com/dapr/kit/logger"
)

type countingResolver struct {
	nameresolution.Resolver
	lookUps int
}

func (r *countingResolver) ResolveID(context.Context, nameresolution.ResolveRequest) (string, error) {
	r.lookUps++
	return fmt.Sprintf("127.0.0.1:%d", r.lookUps), nil
}

func TestAnAddressIsLookedUpOnceForEachPlaceInTheCache(t *testing.T) {
	source := &countingResolver{}
	names := withCachedNames(func(logger.Logger) nameresolution.Resolver { return source })(logger.NewLogger("test"))
	used := map[string]bool{}
	for range 3 * addressesPerApp {
		address, err := names.ResolveID(t.Context(), nameresolution.ResolveRequest{ID: "order"})
		if err != nil {
			t.Fatal(err)
		}
		used[address] = true
	}
	if source.lookUps != addressesPerApp || len(used) != addressesPerApp {
		t.Fatalf("%d look-ups, %d addresses", source.lookUps, len(used))
	}
}
