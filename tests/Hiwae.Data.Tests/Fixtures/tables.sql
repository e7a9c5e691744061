-- Makes the Parquet files of this folder with DuckDB 1.5.
SELECT setseed(0.5);
CREATE TABLE t AS SELECT i::INTEGER AS id, (20 + 40*random())::DOUBLE AS age, (CASE WHEN random() < 0.5 THEN 'red' WHEN random() < 0.5 THEN 'green' ELSE 'blue' END) AS colour, (random() < 0.4) AS member, (floor(random()*9))::TINYINT AS visits, (i*0.5)::FLOAT AS half FROM range(120) r(i);
UPDATE t SET age = NULL WHERE id % 7 = 3;
UPDATE t SET colour = NULL WHERE id % 11 = 5;
UPDATE t SET visits = NULL WHERE id % 13 = 1;
COPY t TO 'table.parquet' (FORMAT parquet, COMPRESSION snappy);
COPY t TO 'table-zstd.parquet' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 50);
CREATE TABLE v AS SELECT list_transform(range(64), k -> (CASE WHEN random() < (CASE WHEN ((k // 8) + i) % 8 < 3 THEN 0.9 ELSE 0.1 END) THEN 1 ELSE 0 END)::FLOAT) AS pixels, (i % 4)::INTEGER AS label FROM range(60) r(i);
COPY v TO 'vectors.parquet' (FORMAT parquet);
COPY (SELECT 'abc'::BLOB AS image, 1 AS label FROM range(3)) TO 'blob.parquet' (FORMAT parquet);
COPY (SELECT i AS id, {'a': i, 'b': i*2} AS pair, DATE '2026-01-01' AS day, (i*1.5)::DECIMAL(8,2) AS price, i::HUGEINT AS huge, TIMESTAMP '2026-01-01 12:00:00' AS at FROM range(30) r(i)) TO 'other.parquet' (FORMAT parquet);
COPY (SELECT CASE WHEN i = 3 THEN [1.0,2.0] ELSE [1.0,2.0,3.0] END AS pixels FROM range(6) r(i)) TO 'ragged.parquet' (FORMAT parquet);
