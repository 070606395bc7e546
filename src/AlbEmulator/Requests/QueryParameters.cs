namespace AlbEmulator.Requests;

/// <summary>
/// The parameters of a query in the client's own characters: nothing is decoded, <c>%20</c> and <c>+</c> stay what
/// they are. Allocates only for the longest query so far.
/// </summary>
internal sealed class QueryParameters
{
    /// <summary>More parameters than this are forgotten with the request that had them.</summary>
    private const int MostKept = 64;

    private Parameter[] _parameters = [];

    public int Count { get; private set; }

    public ref readonly Parameter this[int index] => ref _parameters[index];

    /// <summary>Splits at each <c>&amp;</c>, and each part at its first <c>=</c>; empty parts are none.</summary>
    public void Read(ReadOnlySpan<char> query)
    {
        Count = 0;
        if (_parameters.Length > MostKept)
        {
            _parameters = [];
        }

        for (var start = 0; start < query.Length;)
        {
            var part = query[start..];
            var length = part.IndexOf('&');
            length = length < 0 ? part.Length : length;
            if (length > 0)
            {
                Add(start, part[..length]);
            }

            start += length + 1;
        }
    }

    private void Add(int start, ReadOnlySpan<char> part)
    {
        if (Count == _parameters.Length)
        {
            Array.Resize(ref _parameters, Math.Max(8, Count * 2));
        }

        var equals = part.IndexOf('=');
        // A key without "=" has the empty value, as it has after "key=".
        _parameters[Count++] = equals < 0
            ? new Parameter(start, part.Length, start + part.Length, 0)
            : new Parameter(start, equals, start + equals + 1, part.Length - equals - 1);
    }

    /// <summary>Where key and value stand in the query.</summary>
    internal readonly record struct Parameter(int KeyStart, int KeyLength, int ValueStart, int ValueLength)
    {
        public ReadOnlySpan<char> Key(ReadOnlySpan<char> query) => query.Slice(KeyStart, KeyLength);

        public ReadOnlySpan<char> Value(ReadOnlySpan<char> query) => query.Slice(ValueStart, ValueLength);
    }
}
