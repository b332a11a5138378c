// Searching the texts of cases, and filters kept under a name.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  const sqlite = knex.client.config.client === 'sqlite3'

  // The words of a case, folded, each behind the week it was received in; `n` is its place in time, the newest highest.
  // `ends` says how many of the words each row of the index holds (SQLite).
  await knex.raw(`CREATE TABLE search_texts (
    n ${sqlite ? 'integer' : 'bigint'} PRIMARY KEY,
    case_id text NOT NULL UNIQUE REFERENCES instances (id),
    words text NOT NULL,
    ends text NOT NULL
  )`)
  if (sqlite) {
    // The index alone: what it was made of stands in search_texts. ASCII: words come folded, their letters stay letters.
    await knex.raw(`CREATE VIRTUAL TABLE search_index USING fts5(
      words, content = '', detail = none, tokenize = "ascii tokenchars '_'")`)
    // What is taken out is written over, not marked.
    await knex.raw("INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1)")
  } else {
    // Not one expression, and dear: the planner must not read the words of every row instead of the index. Nor call
    // others in (PARALLEL stays unsafe): they take longer to come than the answer.
    await knex.raw(`CREATE FUNCTION search_lexemes (words text) RETURNS tsvector
      LANGUAGE plpgsql IMMUTABLE STRICT COST 10000
      AS 'BEGIN RETURN array_to_tsvector(string_to_array(words, '' '')); END'`)
    await knex.raw(`CREATE INDEX search_texts_words ON search_texts USING gin (search_lexemes(words))
      WITH (gin_pending_list_limit = 256)`)
  }

  // How far the cases that were there before are indexed; at most one row, none when nothing is left to do.
  await knex.raw('CREATE TABLE search_unread (last_id text NOT NULL)')
  await knex.raw("INSERT INTO search_unread (last_id) SELECT '' WHERE EXISTS (SELECT 1 FROM cases)")

  // Filters under a name: never what was typed. Shared with whoever reads cases of a programme (entity '') or a place.
  await knex.raw(`CREATE TABLE saved_searches (
    id text PRIMARY KEY,
    owner_id text NOT NULL REFERENCES users (id),
    name text NOT NULL,
    filters text NOT NULL,
    programme text,
    entity text,
    made_at bigint NOT NULL
  )`)
  await knex.raw('CREATE INDEX saved_searches_of_person ON saved_searches (owner_id, made_at)')
  await knex.raw(
    'CREATE INDEX saved_searches_shared ON saved_searches (programme, entity) WHERE programme IS NOT NULL',
  )
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
