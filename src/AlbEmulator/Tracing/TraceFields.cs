namespace AlbEmulator.Tracing;

/// <summary>What a field of X-Amzn-Trace-Id means to a load balancer.</summary>
internal enum TraceFieldKind
{
    Root,
    Self,

    /// <summary>An application's own: preserved, not used.</summary>
    Custom,
}

/// <summary>
/// Walks over the fields of an X-Amzn-Trace-Id value: <c>Name=value</c>, separated by semicolons.
/// What is no field (no name, no <c>=</c>) or could not stand in a header line is passed over.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html"/>
/// </summary>
internal ref struct TraceFields(ReadOnlySpan<char> header)
{
    private ReadOnlySpan<char> _rest = header;
    private bool _ended;

    public TraceFieldKind Kind { get; private set; }

    /// <summary>
    /// The whole field; of a <see cref="TraceFieldKind.Root"/> without the blanks around its name and value.
    /// </summary>
    public ReadOnlySpan<char> Field { get; private set; }

    /// <summary>What follows the <c>=</c>, without the blanks around it.</summary>
    public ReadOnlySpan<char> Value { get; private set; }

    public bool MoveNext()
    {
        while (!_ended)
        {
            var end = _rest.IndexOf(';');
            var field = end < 0 ? _rest : _rest[..end];
            _ended = end < 0;
            _rest = end < 0 ? default : _rest[(end + 1)..];

            var equals = field.IndexOf('=');
            if (equals < 0 || field.ContainsAny('\r', '\n', '\0'))
            {
                continue;
            }

            var name = field[..equals].Trim(Blanks);
            if (name.IsEmpty)
            {
                continue;
            }

            Kind = KindOf(name);
            Field = field;
            Value = field[(equals + 1)..].Trim(Blanks);
            return true;
        }

        return false;
    }

    private const string Blanks = " \t";

    /// <summary>
    /// AWS documents two names, spelled so; whether a load balancer also takes <c>root=</c> is not known.
    /// Here it is an application's field like any other.
    /// </summary>
    private static TraceFieldKind KindOf(ReadOnlySpan<char> name) => name switch
    {
        "Root" => TraceFieldKind.Root,
        "Self" => TraceFieldKind.Self,
        _ => TraceFieldKind.Custom,
    };
}
