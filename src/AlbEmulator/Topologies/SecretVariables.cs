using System.Globalization;
using AlbEmulator.Documents;
using AlbEmulator.Imports;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies;

/// <summary>Variables of the environment in the place of passwords and secrets that a text must not show: one for each of them.</summary>
internal sealed class SecretVariables
{
    /// <summary>The first variable for each property, and what it holds. Certificates and users have their passwords by the same name.</summary>
    private static readonly Dictionary<string, (string Variable, string What)> Properties = new(StringComparer.Ordinal)
    {
        [AuthenticateShape.ClientSecret.Name] = ("OIDC_CLIENT_SECRET", "secret"),
        [CertificateShape.Password.Name] = ("PASSWORD", "password"),
        [CertificateShape.KeyPem.Name] = ("TLS_KEY", "private key"),
        [EchoUserShape.Password.Name] = ("PASSWORD", "password"),
    };

    private readonly Dictionary<(string First, string Text), string> _names = [];
    private readonly List<Problem> _notes = [];

    /// <summary>What is to be set before the text is read.</summary>
    public IReadOnlyList<Problem> Notes => _notes;

    public Node InPlaceOf(Node root) => Nodes.Map(root, (property, scalar) =>
    {
        if (scalar.Text.Length == 0 || !Properties.TryGetValue(property, out var secret))
        {
            return scalar;
        }

        if (!_names.TryGetValue((secret.Variable, scalar.Text), out var name))
        {
            var before = _names.Keys.Count(key => key.First == secret.Variable);
            name = before == 0 ? secret.Variable : string.Create(CultureInfo.InvariantCulture, $"{secret.Variable}_{before + 1}");
            _names.Add((secret.Variable, scalar.Text), name);
        }

        _notes.Add(new Problem(scalar.Origin, $"the {secret.What} is not written: set the environment variable {name} to it"));
        return scalar with { Kind = ScalarKind.Variable, Text = name };
    });
}
