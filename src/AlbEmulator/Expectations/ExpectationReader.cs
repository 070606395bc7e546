using System.Globalization;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Expectations;

/// <summary>From the nodes below <c>Expect</c>, whose shape is right, to what is expected.</summary>
/// <param name="problems">What was wrong is added here.</param>
internal sealed class ExpectationReader(List<Problem> problems)
{
    public IReadOnlyList<Expectation> Read(Node node)
    {
        var expectations = new List<Expectation>();
        foreach (var (name, origin, value) in Entries(node))
        {
            expectations.AddRange(name == ExpectShape.TargetGets.Name ? Forwarded(value) : Of(name, origin, value));
        }

        if (expectations.Count == 0)
        {
            problems.Add(new Problem(node.Origin, "nothing is expected: write at least one, such as Rule: 10"));
        }

        return expectations;
    }

    private Expectation[] Of(string name, Origin origin, Node value)
    {
        var text = value.AnyText();
        var (word, isNot) = Negation.Read(text);
        return name switch
        {
            nameof(ExpectShape.Listener) => One(new Wanted.Listener(ListenerPlace.Read(text))),
            nameof(ExpectShape.Rule) => One(new Wanted.Rule(word, isNot)),
            nameof(ExpectShape.Action) => One(new Wanted.Action(text)),
            nameof(ExpectShape.Authentication) => One(new Wanted.Authentication(text)),
            nameof(ExpectShape.TargetGroup) => One(new Wanted.TargetGroup(word == ExpectShape.None ? null : new TextPattern(word), isNot)),
            nameof(ExpectShape.TargetGroups) => [Groups(origin, [.. value.Items().Select(static item => item.AnyText())])],
            nameof(ExpectShape.Weights) => [Weights(origin, value)],
            nameof(ExpectShape.Status) => One(new Wanted.Status(StatusRange.Read(text)!.Value)),
            nameof(ExpectShape.Redirect) => One(new Wanted.Redirect(new TextPattern(text))),
            nameof(ExpectShape.Headers) => Headers(value, static (header, pattern) => new Wanted.AnswerHeader(header, pattern)),
            nameof(ExpectShape.WithoutHeaders) => NoHeaders(value, static header => new Wanted.AnswerHeader(header, null)),
            nameof(ExpectShape.Body) => One(new Wanted.Body(new TextPattern(text))),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

        Expectation[] One(Wanted wanted) => [new Expectation(origin, text, wanted)];
    }

    private static IEnumerable<Expectation> Forwarded(Node node) => Entries(node).SelectMany(static entry =>
    {
        var (name, origin, value) = entry;
        var text = value.AnyText();
        return name switch
        {
            nameof(TargetGetsShape.Path) => [new Expectation(origin, text, new Wanted.TargetPath(new TextPattern(text), text.Contains('?')))],
            nameof(TargetGetsShape.Host) => [new Expectation(origin, text, new Wanted.TargetHost(new TextPattern(text)))],
            nameof(TargetGetsShape.Headers) => Headers(value, static (header, pattern) => new Wanted.TargetHeader(header, pattern)),
            nameof(TargetGetsShape.WithoutHeaders) => NoHeaders(value, static header => new Wanted.TargetHeader(header, null)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    });

    private static Expectation[] Headers(Node node, Func<string, TextPattern, Wanted> wanted) => [.. Entries(node).Select(header =>
        new Expectation(header.Origin, header.Value.AnyText(), wanted(header.Name, new TextPattern(header.Value.AnyText()))))];

    private static Expectation[] NoHeaders(Node node, Func<string, Wanted> wanted) =>
        [.. node.Items().Select(item => new Expectation(item.Origin, $"no {item.AnyText()}", wanted(item.AnyText())))];

    private static Expectation Groups(Origin origin, IReadOnlyList<string> groups) =>
        new(origin, $"one of {string.Join(", ", groups)}", new Wanted.TargetGroups([.. groups.Select(static group => new TextPattern(group))]));

    private Expectation Weights(Origin origin, Node value)
    {
        (TextPattern Name, int Weight)[] weights =
            [.. Entries(value).Select(static entry => (new TextPattern(entry.Name), entry.Value.TryInteger(out var weight) ? weight : 0))];
        if (weights.All(static group => group.Weight == 0))
        {
            problems.Add(new Problem(origin, "needs a target group with a weight above 0"));
        }

        return new Expectation(
            origin,
            string.Join(", ", weights.Select(static group => string.Create(CultureInfo.InvariantCulture, $"{group.Name} {group.Weight}"))),
            new Wanted.Weights(weights));
    }

    private static IReadOnlyList<Entry> Entries(Node node) => ((Node.Mapping)node).Entries;
}
