using System.Text.Json;
using AlbEmulator.Model;

namespace AlbEmulator.Authentication.Jwt;

/// <summary>The keys of an issuer that are of use here. What else stands among them spoils nothing.</summary>
internal sealed class KeySet
{
    private readonly List<RsaKey> _keys = [];
    private readonly List<string> _leftOut = [];

    public KeySet(JsonElement keys)
    {
        foreach (var json in keys.EnumerateArray())
        {
            if (RsaKey.Read(json, out var problem) is { } key)
            {
                _keys.Add(key);
            }
            else
            {
                var name = json.ValueKind == JsonValueKind.Object ? JsonText.Find(json, "kid") : null;
                _leftOut.Add($"{(name is null ? "one without a kid" : Quoted.Text(name))} {problem}");
            }
        }
    }

    public bool IsEmpty => _keys.Count == 0;

    /// <summary>In words: which keys it has, and why not the others.</summary>
    public string Told =>
        string.Join("; ", ["keys: " + (IsEmpty ? "none" : string.Join(", ", _keys.Select(key => Quoted.Text(key.Kid ?? "")))), .. _leftOut]);

    public bool Has(string kid) => _keys.Exists(key => key.Kid == kid);

    /// <summary>Whether one of the keys that the token may mean signed it.</summary>
    public bool HasSigned(SignedToken token) =>
        _keys.Exists(key => (string.IsNullOrEmpty(token.Kid) || key.Kid == token.Kid) && key.HasSigned(token));
}
