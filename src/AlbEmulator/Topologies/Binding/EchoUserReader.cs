using System.Text;
using System.Text.Json;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>From the node of a user of the emulator's own provider to the model.</summary>
internal static class EchoUserReader
{
    /// <summary>Those that have names of their own; what is wrong with others was told.</summary>
    public static IReadOnlyList<EchoLogin> Read(IReadOnlyList<Node> nodes, ReadingContext context)
    {
        var users = new List<EchoLogin>();
        foreach (var node in nodes)
        {
            if (Read(node) is not { } user)
            {
                continue;
            }

            if (users.Exists(other => other.Name == user.Name))
            {
                context.Tell(
                    ReadingContext.Place(node, EchoUserShape.Name), $"the user {Quoted.Text(user.Name)} is defined already: rename one of the two");
            }

            users.Add(user);
        }

        return users;
    }

    private static EchoLogin? Read(Node node) => ReadingContext.Text(node, EchoUserShape.Name) is { } name
        ? new EchoLogin(name, ReadingContext.Text(node, EchoUserShape.Password), Claims(node.Find(EchoUserShape.Claims.Name)))
        : null;

    /// <summary>The JSON that they stand for.</summary>
    private static string Claims(Node? claims)
    {
        if (claims is not Node.Mapping mapping)
        {
            return "{}";
        }

        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            JsonText.Write(json, mapping, Write);
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>What YAML leaves open is what JSON has in such a form.</summary>
    private static void Write(Utf8JsonWriter json, Node.Scalar scalar)
    {
        if (scalar.Kind is ScalarKind.Boolean or ScalarKind.Plain && scalar.TryFlag(out var flag))
        {
            json.WriteBooleanValue(flag);
        }
        else if (scalar.Kind is ScalarKind.Number or ScalarKind.Plain && scalar.TryNumber(out var number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(scalar.Text);
        }
    }
}
