-- The linter has no grammar for macros.
-- noqa: disable=all
-- The ends of the 95 % Wilson interval of a share (0 to 1) of ``n``; null where either is null.
create macro wilson_low(share, n) as (
    share + 1.959964 ** 2 / (2 * n)
    - 1.959964 * sqrt(share * (1 - share) / n + 1.959964 ** 2 / (4 * n * n))
) / (1 + 1.959964 ** 2 / n);

create macro wilson_high(share, n) as (
    share + 1.959964 ** 2 / (2 * n)
    + 1.959964 * sqrt(share * (1 - share) / n + 1.959964 ** 2 / (4 * n * n))
) / (1 + 1.959964 ** 2 / n);
