using AlbEmulator.Documents;

namespace AlbEmulator.Imports.Terraform;

/// <summary>
/// What a plan does not know yet. Its values leave it out, as they do what nobody wrote and the provider will fill in; its
/// changes tell both as unknown, and its configuration which of them was written. Of dynamic blocks the configuration tells
/// nothing.
/// </summary>
internal static class TerraformUnknowns
{
    public const string Instead =
        "give the state in place of the plan, terraform show -json after an apply, for which the emulator will do";

    /// <summary>Found through the configuration, or with AWS.</summary>
    private static readonly HashSet<string> FoundElsewhere =
        ["load_balancer_arn", "listener_arn", "target_group_arn", "arn", "trust_store_arn", "target_id", "certificate_arn"];

    /// <summary>Blocks that are never the provider's own: where they are not known, someone wrote them.</summary>
    private static readonly HashSet<string> WrittenBlocks =
        ["access_logs", "connection_logs", "health_check_logs", "default_action", "action", "condition", "transform"];

    /// <summary>What the provider fills in inside of them.</summary>
    private static readonly HashSet<string> FilledIn =
        ["order", "status_code", "scope", "session_cookie_name", "session_timeout", "on_unauthenticated_request"];

    /// <summary>The values, with a word in the place of those that are known after an apply and were written.</summary>
    /// <param name="values">Of the plan.</param>
    /// <param name="unknown">Its <c>after_unknown</c>: true where a value is not known, in the shape of the values.</param>
    /// <param name="expressions">Of its configuration.</param>
    public static Node Told(Node values, Node? unknown, Node? expressions) =>
        Told(values, unknown, expressions, isTop: true, isWritten: false);

    private static Node Told(Node values, Node? unknown, Node? expressions, bool isTop, bool isWritten) => (values, unknown) switch
    {
        (Node.Mapping mapping, Node.Mapping of) => mapping with
        {
            Entries =
            [
                .. mapping.Entries.Select(entry => entry with
                {
                    Value = Told(
                        entry.Value, of.Find(entry.Name), expressions.Find(entry.Name), false,
                        isWritten || (isTop && WrittenBlocks.Contains(entry.Name))),
                }),
                .. of.Entries
                    .Where(entry => IsTrue(entry.Value) && mapping.Find(entry.Name) is null &&
                        !FoundElsewhere.Contains(entry.Name) &&
                        (expressions.Find(entry.Name) is not null || IsNobodyElses(entry.Name, isTop, isWritten)))
                    .Select(entry => Nodes.Entry(entry.Name, Word(mapping, entry.Name))),
            ],
        },
        (Node.Sequence sequence, Node.Sequence of) => sequence with
        {
            Items =
            [
                .. sequence.Items.Select((item, at) => at >= of.Items.Count ? item
                    : IsTrue(of.Items[at]) ? Word(sequence, at.ToString(System.Globalization.CultureInfo.InvariantCulture))
                    : Told(item, of.Items[at], expressions.Items().ElementAtOrDefault(at), false, isWritten)),
            ],
        },
        _ => values,
    };

    private static bool IsNobodyElses(string name, bool isTop, bool isWritten) =>
        isTop ? WrittenBlocks.Contains(name) : isWritten && !FilledIn.Contains(name);

    private static Node.Scalar Word(Node place, string name)
    {
        var origin = place.Origin.Property(name);
        return Nodes.Unknown(origin, $"is known after an apply: {Instead}");
    }

    private static bool IsTrue(Node node) => node.TryFlag(out var isTrue) && isTrue;
}
