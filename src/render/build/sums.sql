WITH counted AS (
  SELECT deal, choice, kind, bucket, sum_of, sum_low, sum_high FROM legs WHERE counted
  UNION ALL
  SELECT deal, choice, kind, bucket, sum_of, sum_low, sum_high FROM tranches WHERE counted
), deals AS (
  SELECT kind, bucket, sum_of, coalesce(choice, deal) AS choice, sum(sum_low) AS low,
         CASE WHEN count(sum_high) = count(*) THEN sum(sum_high) END AS high
  FROM counted GROUP BY kind, bucket, sum_of, coalesce(choice, deal), deal
), choices AS (
  SELECT kind, bucket, sum_of, min(low) AS low,
         CASE WHEN count(high) = count(*) THEN max(high) END AS high
  FROM deals GROUP BY kind, bucket, sum_of, choice
)
SELECT kind, bucket, sum_of, sum(low) AS low,
       CASE WHEN count(high) = count(*) THEN sum(high) END AS high
FROM choices GROUP BY kind, bucket, sum_of ORDER BY kind, bucket, sum_of
