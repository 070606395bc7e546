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
