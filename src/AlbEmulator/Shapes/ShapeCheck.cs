using System.Globalization;
using System.Runtime.CompilerServices;
using AlbEmulator.Documents;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.Shapes;

/// <summary>Compares a file with what it may hold and tells every difference.</summary>
/// <param name="problems">Where differences are told.</param>
/// <param name="limits">Whether only what AWS takes may stand there.</param>
internal sealed class ShapeCheck(List<Problem> problems, LimitsMode limits)
{
    /// <summary>Items of lists in which nothing was wrong, as what that was.</summary>
    private static readonly ConditionalWeakTable<Node, Checked> Right = [];

    private bool IsEnough => problems.Count > DocumentLimits.MostProblems;

    public void Check(Node node, Shape shape)
    {
        // Nobody reads thousands of problems; what is told beyond the limit says that there are more.
        if (node is Node.Scalar { Kind: ScalarKind.Unknown } || IsEnough)
        {
            return;
        }

        if (node is Node.Scalar { Kind: ScalarKind.Null })
        {
            Tell(node.Origin, $"has no value: write {Expected(shape)}, or remove it");
            return;
        }

        if (limits == LimitsMode.Strict && shape.Strict is { } strict)
        {
            CheckStrictly(node, shape, strict);
            return;
        }

        switch (shape)
        {
            case Shape.Object @object:
                CheckObject(node, @object);
                break;
            case Shape.List list:
                CheckList(node, list);
                break;
            case Shape.Map map:
                CheckMap(node, map);
                break;
            case Shape.Attributes attributes:
                new AttributeCheck(problems).Check(node, attributes.Table);
                break;
            case Shape.Text text:
                CheckText(node, text);
                break;
            case Shape.Choice choice:
                CheckChoice(node, choice);
                break;
            case Shape.Integer integer:
                if (!node.TryInteger(out var number) || !integer.Takes(number))
                {
                    TellType(node, shape, OutOfRange(node, integer.Least, integer.Most));
                }

                break;
            case Shape.Number fraction:
                if (!node.TryNumber(out var value) || value < fraction.Least || value > fraction.Most)
                {
                    TellType(node, shape, OutOfRange(node, fraction.Least, fraction.Most));
                }

                break;
            case Shape.Anything:
                break;
            case Shape.Flag:
                if (!node.TryFlag(out _))
                {
                    TellType(node, shape);
                }

                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void CheckStrictly(Node node, Shape shape, Shape strict)
    {
        var before = problems.Count;
        new ShapeCheck(problems, LimitsMode.Relaxed).Check(node, shape);
        if (problems.Count > before)
        {
            return;
        }

        Check(node, strict);
        if (problems.Count > before)
        {
            problems[^1] = problems[^1] with { Message = $"{problems[^1].Message}: or set Alb:Limits to Relaxed" };
        }
    }

    private void CheckObject(Node node, Shape.Object shape)
    {
        if (node is not Node.Mapping mapping)
        {
            TellType(node, shape);
            return;
        }

        foreach (var entry in mapping.Entries)
        {
            if (shape.Find(entry.Name) is { } property)
            {
                Check(entry.Value, property.Shape);
            }
            else if (shape.Refused.TryGetValue(entry.Name, out var reason))
            {
                Tell(entry.Origin, $"{entry.Name} {reason}");
            }
            else if (!IsEnough)
            {
                TellUnknown(entry, shape);
            }
        }

        foreach (var property in shape.Properties)
        {
            if (property.IsRequired && mapping.Find(property.Name) is null)
            {
                Tell(
                    node.Origin, $"{property.Name} is missing: write {Expected(property.Shape)}", new Fault.Missing(property.Name));
            }
        }
    }

    private void CheckList(Node node, Shape.List shape)
    {
        if (node is not Node.Sequence sequence)
        {
            TellType(node, shape);
            return;
        }

        if (sequence.Items.Count < shape.Fewest)
        {
            Tell(node.Origin, $"needs at least {shape.Fewest}: write {Expected(shape.Item)}", new Fault.Empty());
        }

        TellTooMany(node, sequence.Items.Count, shape.Most);

        if (shape.Item is Shape.Object { IsResource: true } resource)
        {
            foreach (var found in Together.Each(sequence.Items, item => Find(item, resource)).TakeWhile(_ => !IsEnough))
            {
                problems.AddRange(found);
            }

            return;
        }

        foreach (var item in sequence.Items)
        {
            Check(item, shape.Item);
        }
    }

    /// <summary>What is wrong with a resource, which is looked for once as long as nothing is.</summary>
    private List<Problem> Find(Node node, Shape.Object shape)
    {
        var right = new Checked(shape, limits);
        if (Right.TryGetValue(node, out var before) && before == right)
        {
            return [];
        }

        var found = new List<Problem>();
        new ShapeCheck(found, limits).Check(node, shape);
        if (found.Count == 0)
        {
            Right.AddOrUpdate(node, right);
        }

        return found;
    }

    private void CheckMap(Node node, Shape.Map shape)
    {
        if (node is not Node.Mapping mapping)
        {
            TellType(node, shape);
            return;
        }

        TellTooMany(node, mapping.Entries.Count, shape.Most);
        foreach (var entry in mapping.Entries)
        {
            Check(entry.Value, shape.Item);
        }
    }

    private void TellTooMany(Node node, int count, int most)
    {
        if (count > most)
        {
            Tell(node.Origin, $"may hold {most} at most, not {count}", new Fault.TooMany(count, most));
        }
    }

    private void CheckText(Node node, Shape.Text shape)
    {
        if (!node.TryText(shape, out var text))
        {
            Tell(node.Origin, shape.IsSecret ? $"must be {Expected(shape)}" : $"must be {Expected(shape)}, not {Found(node)}");
        }
        else if (text.Length > shape.Longest)
        {
            Tell(
                node.Origin,
                $"must have at most {shape.Longest} characters, not {text.Length}",
                shape.IsSecret ? null : new Fault.TooLong(text, shape.Longest));
        }
        else if (shape.Check?.Invoke(text) is { } problem)
        {
            Tell(node.Origin, problem, new Fault.BadForm(text));
        }
    }

    private void CheckChoice(Node node, Shape.Choice shape)
    {
        if (!node.TryText(out var text))
        {
            TellType(node, shape);
        }
        else if (!shape.Allowed.Contains(text))
        {
            Tell(
                node.Origin,
                shape.Refused.TryGetValue(text, out var reason)
                    ? $"{text} {reason}"
                    : $"must be {Expected(shape)}, not {Quoted.Text(text)}" + Spelling.DidYouMean(text, shape.Allowed),
                new Fault.NotOneOf(text));
        }
    }

    private void TellUnknown(Entry entry, Shape.Object shape)
    {
        var known = shape.Properties.Select(property => property.Name).ToList();
        var nearest = Spelling.Nearest(entry.Name, known.Concat(shape.Refused.Keys));
        var instead = nearest is not null
            ? $"did you mean \"{nearest}\"?"
            : $"a {shape.Name} may have {string.Join(", ", known)}";
        Tell(entry.Origin, $"{Quoted.Text(entry.Name)} is not a property of a {shape.Name}: {instead}");
    }

    private void TellType(Node node, Shape shape, Fault? fault = null) =>
        Tell(
            node.Origin,
            $"must be {Expected(shape)}{(shape is Shape.Integer { Zero: { } zero } ? $", or 0 for {zero}" : "")}, not {Found(node)}",
            fault);

    private void Tell(Origin origin, string message, Fault? fault = null) =>
        problems.Add(new Problem(origin, message) { Fault = fault });

    /// <summary>Null for what is no number at all.</summary>
    private static Fault.OutOfRange? OutOfRange(Node node, decimal least, decimal most) =>
        node.TryNumber(out var number) && decimal.IsInteger(number) && node is Node.Scalar scalar
            ? new Fault.OutOfRange(scalar.Text, least, most)
            : null;

    private static string Expected(Shape shape) => shape switch
    {
        Shape.Object @object => $"a {@object.Name} (an object)",
        Shape.List list => $"a list ([ … ]), each item {Expected(list.Item)}",
        Shape.Map map => $"an object of names, each with {Expected(map.Item)}",
        Shape.Attributes => "an object of attributes, or a list of objects with Key and Value",
        Shape.Text => "a string",
        Shape.Choice choice => string.Join(" or ", choice.Allowed.Select(Quoted.Text)),
        Shape.Integer integer => $"a whole number from {integer.Least} to {integer.Most}",
        Shape.Number number => string.Create(
            CultureInfo.InvariantCulture, $"a number from {number.Least} to {number.Most}"),
        Shape.Flag => "true or false",
        Shape.Anything => "a value",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private sealed record Checked(Shape Shape, LimitsMode Limits);

    private static string Found(Node node) => node switch
    {
        Node.Mapping => "an object",
        Node.Sequence => "a list",
        Node.Scalar { Kind: ScalarKind.Number } scalar => $"the number {Quoted.Plain(scalar.Text)}",
        Node.Scalar { Kind: ScalarKind.Boolean } scalar => scalar.Text,
        Node.Scalar scalar => Quoted.Text(scalar.Text),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
