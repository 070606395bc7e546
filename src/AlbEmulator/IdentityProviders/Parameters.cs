using Microsoft.Extensions.Primitives;

namespace AlbEmulator.IdentityProviders;

/// <summary>
/// Parameters of a query or a form: one without a value is none, and none may come twice.
/// <see href="https://www.rfc-editor.org/rfc/rfc6749#section-3.1"/>
/// </summary>
internal sealed class Parameters
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public Parameters(IEnumerable<KeyValuePair<string, StringValues>> given)
    {
        foreach (var (name, values) in given)
        {
            var value = values.FirstOrDefault(static value => value is { Length: > 0 });
            if (values.Count > 1)
            {
                Repeated ??= name;
            }
            else if (value is not null)
            {
                _values[name] = value;
            }
        }
    }

    /// <summary>One that came twice, and then has no value; null for none.</summary>
    public string? Repeated { get; }

    /// <summary>Null where it did not come.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);
}
