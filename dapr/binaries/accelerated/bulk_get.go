package accelerated

import (
	"context"
	"time"

	"github.com/dapr/components-contrib/state"
)

// BulkGet works like the component's own, except that a query that breaks off is an error. The
// component treats it as the end of the rows, so that keys look absent while the database shuts down.
func (b *batchedPostgreSQL) BulkGet(ctx context.Context, req []state.GetRequest, _ state.BulkGetOpts) ([]state.BulkGetResponse, error) {
	keys := make([]string, len(req))
	for i, one := range req {
		keys[i] = one.Key
	}
	db := b.GetDB()
	if db == nil {
		return nil, errStoreClosed
	}
	ctx, cancel := context.WithTimeout(ctx, statementTimeout)
	defer cancel()
	rows, err := db.Query(ctx,
		"SELECT key, value, etag, expires_at FROM "+b.table+
			" WHERE key = ANY($1) AND (expires_at IS NULL OR expires_at >= now())", keys)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := make(map[string]state.BulkGetResponse, len(req))
	for rows.Next() {
		var row state.BulkGetResponse
		var expires *time.Time
		if err := rows.Scan(&row.Key, &row.Data, &row.ETag, &expires); err != nil {
			return nil, err
		}
		if expires != nil {
			row.Metadata = map[string]string{
				state.GetRespMetaKeyTTLExpireTime: expires.UTC().Format(time.RFC3339),
			}
		}
		found[row.Key] = row
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	answers := make([]state.BulkGetResponse, len(req))
	for i, key := range keys {
		answers[i] = found[key]
		answers[i].Key = key
	}
	return answers, nil
}
