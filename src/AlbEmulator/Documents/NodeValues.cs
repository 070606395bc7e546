using System.Globalization;

namespace AlbEmulator.Documents;

/// <summary>
/// What a scalar says, whatever it is written as: numbers and booleans may stand in strings, since substitution makes
/// strings and the API itself gives priorities and attributes as such.
/// </summary>
internal static class NodeValues
{
    private const NumberStyles Fraction =
        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static bool TryText(this Node? node, out string text)
    {
        text = "";
        if (node is not Node.Scalar { Kind: ScalarKind.Quoted or ScalarKind.Plain } scalar)
        {
            return false;
        }

        text = scalar.Text;
        return true;
    }

    public static bool TryInteger(this Node? node, out int number)
    {
        number = 0;
        return node is Node.Scalar { Kind: ScalarKind.Quoted or ScalarKind.Plain or ScalarKind.Number } scalar &&
            int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>A number that may have a fraction and an exponent.</summary>
    public static bool TryNumber(this Node? node, out decimal number)
    {
        number = 0;
        return node is Node.Scalar { Kind: ScalarKind.Quoted or ScalarKind.Plain or ScalarKind.Number } scalar &&
            decimal.TryParse(scalar.Text, Fraction, CultureInfo.InvariantCulture, out number);
    }

    public static bool TryFlag(this Node? node, out bool flag)
    {
        flag = false;
        return node is Node.Scalar { Kind: ScalarKind.Quoted or ScalarKind.Plain or ScalarKind.Boolean } scalar &&
            bool.TryParse(scalar.Text, out flag) && scalar.Text is "true" or "false";
    }

    /// <summary>A string, a number or a boolean, as text.</summary>
    public static bool TryAny(this Node? node, out string text)
    {
        text = "";
        if (node is not Node.Scalar scalar || scalar.Kind is ScalarKind.Null or ScalarKind.Unknown)
        {
            return false;
        }

        text = scalar.Text;
        return true;
    }

    /// <summary>The same; empty where there is none.</summary>
    public static string AnyText(this Node? node) => node.TryAny(out var text) ? text : "";

    /// <summary>A property, as <see cref="AnyText"/> has it.</summary>
    public static string Text(this Node? node, string name) => node.Find(name).AnyText();

    /// <summary>Whether two say the same, wherever they stand.</summary>
    /// <param name="one">A node.</param>
    /// <param name="other">Another.</param>
    /// <param name="but">A property of both that does not count; null for none.</param>
    public static bool AreSame(Node? one, Node? other, string? but = null) => AreSame(one, other, but, areKindsSame: false);

    /// <summary>Whether two say the same, and say it in the same way: a number in quotation marks is another.</summary>
    public static bool AreAlike(Node? one, Node? other) => AreSame(one, other, but: null, areKindsSame: true);

    private static bool AreSame(Node? one, Node? other, string? but, bool areKindsSame) => ReferenceEquals(one, other) || (one, other) switch
    {
        (Node.Scalar a, Node.Scalar b) => a.Text == b.Text && (!areKindsSame || a.Kind == b.Kind),
        (Node.Sequence a, Node.Sequence b) => a.Items.Count == b.Items.Count &&
            a.Items.Zip(b.Items).All(pair => AreSame(pair.First, pair.Second, but: null, areKindsSame)),
        (Node.Mapping a, Node.Mapping b) => Counted(a, but) == Counted(b, but) &&
            a.Entries.All(entry => entry.Name == but || AreSame(entry.Value, b.Find(entry.Name), but: null, areKindsSame)),
        _ => false,
    };

    private static int Counted(Node.Mapping node, string? but) =>
        node.Entries.Count - (but is not null && node.Find(but) is not null ? 1 : 0);

    public static IReadOnlyList<Node> Items(this Node? node) => node is Node.Sequence sequence ? sequence.Items : [];

    public static Node? Find(this Node? node, string name) =>
        node is Node.Mapping mapping ? mapping.Entries.Find(name) : null;

    /// <summary>The value of a property; null where there is none.</summary>
    public static Node? Find(this IReadOnlyList<Entry> entries, string name)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Name == name)
            {
                return entries[i].Value;
            }
        }

        return null;
    }
}
