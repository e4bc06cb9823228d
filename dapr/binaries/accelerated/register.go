// Package accelerated has components of our own that share work between messages. They have names of
// their own, beside those of Dapr, and are used only by the files in components/accelerated.
package accelerated

import (
	resolversqlite "github.com/dapr/components-contrib/nameresolution/sqlite"
	"github.com/dapr/dapr/pkg/components/nameresolution"
	"github.com/dapr/dapr/pkg/components/pubsub"
	"github.com/dapr/dapr/pkg/components/state"
)

// Components lists the components for the build information of daprd: the launcher tells by it whether a
// daprd has them.
const Components = "state.postgresql-batched pubsub.redis-batched nameresolution.sqlite-cached"

// Register makes the components known to Dapr: state.postgresql-batched, pubsub.redis-batched and the
// name resolution sqlite-cached. Each takes the settings of the component of Dapr that it extends.
func Register() {
	state.DefaultRegistry.RegisterComponent(newBatchedPostgreSQL, "postgresql-batched")
	pubsub.DefaultRegistry.RegisterComponent(newBatchedStreams, "redis-batched")
	nameresolution.DefaultRegistry.RegisterComponent(withCachedNames(resolversqlite.NewResolver), "sqlite-cached")
}
