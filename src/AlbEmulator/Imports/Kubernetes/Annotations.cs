using System.Globalization;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>
/// What the annotations of the controller say: those of an Ingress, or of a Service and, where that is silent, of the Ingress that
/// leads to it. What is not as it must be is told once, and counts as not written.
/// <see href="https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/"/>
/// </summary>
/// <param name="import">Where is told what is wrong.</param>
/// <param name="layers">The first that has an annotation counts.</param>
internal sealed class Annotations(Import import, params Manifest[] layers)
{
    public const string Prefix = "alb.ingress.kubernetes.io/";

    /// <summary>Where it stands, and whether it is there at all.</summary>
    /// <param name="name">Without the prefix.</param>
    public Origin? PlaceOf(string name) => Entry(name)?.Origin;

    /// <summary>As it stands; null for none, and where it is no text.</summary>
    public Node.Scalar? Text(string name)
    {
        if (Entry(name) is not { } entry)
        {
            return null;
        }

        if (entry.Value is Node.Scalar { Kind: ScalarKind.Quoted } quoted)
        {
            return quoted;
        }

        if (entry.Value is Node.Scalar { Kind: ScalarKind.Plain } plain && !IsOtherInYaml(plain.Text))
        {
            return plain;
        }

        Tell(name, entry.Origin, "must be a text, as the value of every annotation: put it in quotation marks");
        return null;
    }

    public bool? Flag(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var flag = GoValues.Flag(text.Text);
        if (flag is null)
        {
            Tell(name, text.Origin, $"is {Quoted.Text(text.Text)}: write 'true' or 'false'");
        }

        return flag;
    }

    /// <summary>A whole number.</summary>
    /// <param name="name">Without the prefix.</param>
    /// <param name="most">The greatest that the controller's type holds.</param>
    /// <param name="example">One that is right.</param>
    public Node.Scalar? Integer(string name, long most = int.MaxValue, string example = "30")
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number <= most && number >= -most - 1)
        {
            return text with { Kind = ScalarKind.Number, Text = number.ToString(CultureInfo.InvariantCulture) };
        }

        Tell(name, text.Origin, $"is {Quoted.Text(text.Text)}: write a whole number, such as '{example}'");
        return null;
    }

    /// <summary>Texts with commas between them; null where the annotation is not there.</summary>
    public IReadOnlyList<Node.Scalar>? List(string name) =>
        Text(name) is { } text ? [.. GoValues.List(text.Text).Select(item => text with { Text = item })] : null;

    /// <summary><c>k=v,k=v</c>; null where the annotation is not there.</summary>
    public IReadOnlyList<Entry>? Map(string name) => Text(name) is { } text ? MapOf(name, text) : null;

    /// <summary>JSON; null where the annotation is not there, or not JSON.</summary>
    public Node? Json(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var node = AnnotationJson.Read(text.Text, text.Origin);
        if (node is null)
        {
            Tell(name, text.Origin, "is not JSON");
        }

        return node;
    }

    /// <summary>That an annotation is not as it must be.</summary>
    public void Tell(string name, Origin place, string words) => import.Tell(place, $"{Prefix}{Quoted.Plain(name)} {words}");

    /// <summary>What becomes of an annotation that is right.</summary>
    public void Note(string name, Origin place, string words) => import.Note(place, $"{Prefix}{Quoted.Plain(name)} {words}");

    private List<Entry>? MapOf(string name, Node.Scalar text)
    {
        if (GoValues.Map(text.Text) is not { } pairs)
        {
            Tell(name, text.Origin, $"is {Quoted.Text(text.Text)}: write key=value, with commas between such pairs");
            return null;
        }

        var entries = new List<Entry>();
        foreach (var (key, value) in pairs)
        {
            // Of a key that stands twice the last counts.
            entries.RemoveAll(entry => entry.Name == key);
            entries.Add(new Entry(key, text.Origin, text with { Kind = ScalarKind.Quoted, Text = value }));
        }

        return entries;
    }

    private Entry? Entry(string name)
    {
        foreach (var layer in layers)
        {
            if (layer.Annotation(Prefix + name) is { } entry)
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>What YAML takes for a number or a boolean, which the API of Kubernetes refuses as an annotation.</summary>
    private static bool IsOtherInYaml(string text) =>
        text is "true" or "false" or "True" or "False" or "TRUE" or "FALSE" or "yes" or "no" or "on" or "off"
        || double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}
