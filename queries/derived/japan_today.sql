-- Today in Japan, whatever zone the server is in: nine hours ahead of UTC.
create macro japan_today() as (
    epoch_ms(epoch_ms(now()) + 9 * 60 * 60 * 1000)::date
);
