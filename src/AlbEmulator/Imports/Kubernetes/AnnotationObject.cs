using System.Globalization;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.Kubernetes;

/// <summary>
/// An object of the JSON in an annotation. A field of another type than it must be is told; those that are none <see cref="AnnotationFields"/>
/// tells.
/// </summary>
/// <param name="annotations">Where the annotation stands.</param>
/// <param name="name">The annotation, without its prefix.</param>
/// <param name="node">The object.</param>
internal sealed class AnnotationObject(Annotations annotations, string name, Node.Mapping node)
{
    public Origin Origin => node.Origin;

    /// <summary>All objects of an annotation that is a list of them; null where it is not there, or no such list.</summary>
    public static IReadOnlyList<AnnotationObject>? ListOf(Annotations annotations, string name)
    {
        if (annotations.Json(name) is not { } json)
        {
            return null;
        }

        if (json is Node.Sequence list && list.Items.All(item => item is Node.Mapping))
        {
            return [.. list.Items.Select(item => new AnnotationObject(annotations, name, (Node.Mapping)item))];
        }

        annotations.Tell(name, json.Origin, "must be a list of objects: [{…}]");
        return null;
    }

    /// <summary>An annotation that is one object; null where it is not there, or none.</summary>
    public static AnnotationObject? Of(Annotations annotations, string name)
    {
        if (annotations.Json(name) is not { } json)
        {
            return null;
        }

        if (json is Node.Mapping mapping)
        {
            return new AnnotationObject(annotations, name, mapping);
        }

        annotations.Tell(name, json.Origin, "must be an object: {…}");
        return null;
    }

    public void Tell(string words) => annotations.Tell(name, node.Origin, words);

    public void Note(string words) => annotations.Note(name, node.Origin, words);

    public bool Has(string field) => node.InAnyCase(field) is not null;

    /// <summary>A text.</summary>
    public Node.Scalar? Text(string field) => Value(field, ScalarKind.Quoted, "a text in quotation marks");

    /// <summary>A text; that there is none is told.</summary>
    public Node.Scalar? Needed(string field)
    {
        if (!Has(field))
        {
            Tell($"has no {field}");
            return null;
        }

        return Text(field);
    }

    public Node.Scalar? Flag(string field) => Value(field, ScalarKind.Boolean, "true or false");

    /// <summary>A whole number.</summary>
    public Node.Scalar? Number(string field)
    {
        var number = Value(field, ScalarKind.Number, "a whole number");
        if (number is null || int.TryParse(number.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
        {
            return number;
        }

        Tell($"has {field} {Quoted.Plain(number.Text)}: it must be a whole number");
        return null;
    }

    /// <summary>A number or a text.</summary>
    public Node.Scalar? NumberOrText(string field)
    {
        if (node.InAnyCase(field) is not { } value)
        {
            return null;
        }

        if (value is Node.Scalar { Kind: ScalarKind.Quoted or ScalarKind.Number } scalar)
        {
            return scalar;
        }

        Tell($"has a {field} that is neither a number nor a text");
        return null;
    }

    /// <summary>A list of texts; empty where it is not there.</summary>
    public IReadOnlyList<Node.Scalar> Texts(string field)
    {
        if (node.InAnyCase(field) is not { } value)
        {
            return [];
        }

        if (value is Node.Sequence list && list.Items.All(item => item is Node.Scalar { Kind: ScalarKind.Quoted }))
        {
            return [.. list.Items.Cast<Node.Scalar>()];
        }

        Tell($"has {field} that are no list of texts: [\"…\"]");
        return [];
    }

    /// <summary>An object within; null where it is not there.</summary>
    public AnnotationObject? Object(string field)
    {
        if (node.InAnyCase(field) is not { } value)
        {
            return null;
        }

        if (value is Node.Mapping mapping)
        {
            return new AnnotationObject(annotations, name, mapping);
        }

        Tell($"has {field} that is no object: {{…}}");
        return null;
    }

    /// <summary>A list of objects within; null where it is not there.</summary>
    public IReadOnlyList<AnnotationObject>? Objects(string field)
    {
        if (node.InAnyCase(field) is not { } value)
        {
            return null;
        }

        if (value is Node.Sequence list && list.Items.All(item => item is Node.Mapping))
        {
            return [.. list.Items.Select(item => new AnnotationObject(annotations, name, (Node.Mapping)item))];
        }

        Tell($"has {field} that are no list of objects: [{{…}}]");
        return null;
    }

    /// <summary>Names and texts, such as the parameters of a request.</summary>
    public Node.Mapping? Map(string field)
    {
        if (node.InAnyCase(field) is not { } value || value is Node.Mapping)
        {
            return node.InAnyCase(field) as Node.Mapping;
        }

        Tell($"has {field} that is no object of texts: {{\"…\": \"…\"}}");
        return null;
    }

    private Node.Scalar? Value(string field, ScalarKind kind, string words)
    {
        if (node.InAnyCase(field) is not { } value)
        {
            return null;
        }

        if (value is Node.Scalar scalar && scalar.Kind == kind)
        {
            return scalar;
        }

        Tell($"has a {field} that is not {words}");
        return null;
    }
}
