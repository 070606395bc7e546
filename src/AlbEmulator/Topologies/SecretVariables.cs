using System.Globalization;
using AlbEmulator.Documents;
using AlbEmulator.Imports;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies;

/// <summary>Variables of the environment in the place of secrets that a text must not show: one for each secret.</summary>
internal sealed class SecretVariables
{
    private const string First = "OIDC_CLIENT_SECRET";

    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly List<Problem> _notes = [];

    /// <summary>What is to be set before the text is read.</summary>
    public IReadOnlyList<Problem> Notes => _notes;

    public Node InPlaceOf(Node root) => Nodes.Map(root, (property, scalar) =>
    {
        if (property != AuthenticateShape.ClientSecret.Name || scalar.Text.Length == 0)
        {
            return scalar;
        }

        if (!_names.TryGetValue(scalar.Text, out var name))
        {
            name = _names.Count == 0 ? First : string.Create(CultureInfo.InvariantCulture, $"{First}_{_names.Count + 1}");
            _names.Add(scalar.Text, name);
        }

        _notes.Add(new Problem(scalar.Origin, $"the secret is not written: set the environment variable {name} to it"));
        return scalar with { Kind = ScalarKind.Variable, Text = name };
    });
}
