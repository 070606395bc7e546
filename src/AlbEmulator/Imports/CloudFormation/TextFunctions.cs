using System.Text;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.CloudFormation;

/// <summary>Functions that make texts, and take them apart.</summary>
internal static class TextFunctions
{
    public static Node? Join(Evaluator evaluator, Node argument, Origin origin)
    {
        if (argument.Items() is not [var delimiterNode, var valuesNode])
        {
            return evaluator.Wrong(origin, "Fn::Join takes a delimiter and a list");
        }

        if (evaluator.Text(delimiterNode, "the delimiter of Fn::Join", out var instead) is not { } delimiter ||
            evaluator.Items(valuesNode, "what Fn::Join joins", out instead) is not { } values)
        {
            return instead;
        }

        var (texts, length) = (new List<string>(values.Count), 0L);
        foreach (var value in values)
        {
            if (!value.TryAny(out var text))
            {
                return value.IsUnknown() ? value : evaluator.Wrong(value.Origin, "Fn::Join joins strings");
            }

            length += text.Length + delimiter.Length;
            if (Budget.TooLong(length - delimiter.Length) is { } problem)
            {
                return evaluator.Wrong(origin, problem);
            }

            texts.Add(text);
        }

        return evaluator.Made(origin, string.Join(delimiter, texts));
    }

    public static Node? Split(Evaluator evaluator, Node argument, Origin origin)
    {
        if (argument.Items() is not [var delimiterNode, var textNode])
        {
            return evaluator.Wrong(origin, "Fn::Split takes a delimiter and a string");
        }

        if (evaluator.Text(delimiterNode, "the delimiter of Fn::Split", out var instead) is not { } delimiter ||
            evaluator.Text(textNode, "what Fn::Split splits", out instead) is not { } text)
        {
            return instead;
        }

        return delimiter.Length == 0
            ? evaluator.Wrong(delimiterNode.Origin, "the delimiter of Fn::Split cannot be empty")
            : evaluator.Budget.MadeList(text.AsSpan().Count(delimiter)) is { } problem ? evaluator.Wrong(origin, problem)
            : Nodes.Sequence(origin, text.Split(delimiter).Select(part => Nodes.Text(origin, part)));
    }

    public static Node? Base64(Evaluator evaluator, Node argument, Origin origin) =>
        evaluator.Text(argument, "what Fn::Base64 encodes", out var instead) is { } text
            ? evaluator.Made(origin, Convert.ToBase64String(Encoding.UTF8.GetBytes(text)))
            : instead;

    /// <summary><c>${Name}</c>, <c>${Resource.Attribute}</c>; <c>${!Name}</c> is a literal <c>${Name}</c>.</summary>
    public static Node? Sub(Evaluator evaluator, Node argument, Origin origin)
    {
        var (textNode, variables) = argument switch
        {
            Node.Scalar => (argument, null),
            Node.Sequence { Items: [var text, Node.Mapping map] } => (text, map),
            _ => (null, null),
        };
        if (!textNode.TryAny(out var written))
        {
            return evaluator.Wrong(origin, "Fn::Sub takes a string, or a string and an object of variables");
        }

        if (Budget.TooLong(written.Length) is { } tooLong)
        {
            return evaluator.Wrong(origin, tooLong);
        }

        var result = new StringBuilder();
        var at = 0;
        while (at < written.Length)
        {
            var start = written.IndexOf("${", at, StringComparison.Ordinal);
            var end = start < 0 ? -1 : written.IndexOf('}', start);
            if (end < 0)
            {
                break;
            }

            result.Append(written, at, start - at);
            at = end + 1;
            var name = written[(start + 2)..end];
            if (name.StartsWith('!'))
            {
                result.Append("${").Append(name, 1, name.Length - 1).Append('}');
                continue;
            }

            var value = Variable(evaluator, name.Trim(), variables, origin);
            if (!value.TryAny(out var text))
            {
                return value.IsUnknown() ? value : evaluator.Wrong(origin, $"${{{Quoted.Plain(name)}}} is not a string");
            }

            result.Append(text);
            if (evaluator.Budget.Made(result.Length) is { } problem)
            {
                return evaluator.Wrong(origin, problem);
            }
        }

        return evaluator.Made(origin, result.Append(written, at, written.Length - at).ToString());
    }

    private static Node? Variable(Evaluator evaluator, string name, Node.Mapping? variables, Origin origin)
    {
        if (variables.Find(name) is { } variable)
        {
            return evaluator.Evaluate(variable);
        }

        var named = Nodes.Text(origin, name);
        return name.Contains('.', StringComparison.Ordinal)
            ? evaluator.References.GetAtt(named, origin)
            : evaluator.References.Ref(named, origin);
    }
}
