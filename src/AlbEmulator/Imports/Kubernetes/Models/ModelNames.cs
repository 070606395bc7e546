using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Kubernetes.Models;

/// <summary>Names of fields of the controller's model as those of a topology file: <c>targetGroupARN</c> is <c>TargetGroupArn</c>.</summary>
internal static class ModelNames
{
    /// <summary>Names in it are those of a client, and not of a field.</summary>
    private const string ExtraParams = "AuthenticationRequestExtraParams";

    private static readonly (string From, string To)[] Words = [("ARN", "Arn"), ("ID", "Id"), ("OIDC", "Oidc"), ("IP", "Ip")];

    /// <summary>The same tree, with every field by its other name.</summary>
    public static Node Renamed(Node node) => node switch
    {
        Node.Mapping mapping => mapping with
        {
            Entries =
            [
                .. mapping.Entries.Select(entry => Name(entry.Name) is var name && name == ExtraParams
                    ? entry with { Name = name }
                    : entry with { Name = name, Value = Renamed(entry.Value) }),
            ],
        },
        Node.Sequence sequence => sequence with { Items = [.. sequence.Items.Select(Renamed)] },
        _ => node,
    };

    private static string Name(string field)
    {
        if (field.Length == 0 || field[0] == '$')
        {
            return field;
        }

        var name = char.ToUpperInvariant(field[0]) + field[1..];
        foreach (var (from, to) in Words)
        {
            name = name.Replace(from, to, StringComparison.Ordinal);
        }

        return name;
    }
}
