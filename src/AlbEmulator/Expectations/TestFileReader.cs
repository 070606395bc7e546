using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Rules.Explanations;
using AlbEmulator.Shapes;

namespace AlbEmulator.Expectations;

/// <summary>From the nodes of a file to its tests.</summary>
/// <param name="environment">The variables, for <c>${NAME}</c>.</param>
/// <param name="problems">What was wrong is added here.</param>
internal sealed class TestFileReader(Func<string, string?> environment, List<Problem> problems)
{
    /// <returns>None where something is wrong.</returns>
    public IReadOnlyList<RequestTest> Read(Document document)
    {
        var before = problems.Count;
        problems.AddRange(document.ShortTags);
        problems.AddRange(document.Repetitions.Select(static repetition => new Problem(
            repetition.Origin, $"stands here a second time, after line {repetition.FirstLine}: keep one of the two")));
        var root = new Substitution(environment, problems).Apply(document.Root);
        new ShapeCheck(problems, LimitsMode.Relaxed).Check(root, TestFileShape.Object);
        if (problems.Count > before)
        {
            return [];
        }

        var baseUrl = root.Find(TestFileShape.BaseUrl.Name).TryText(out var text) ? text : null;
        RequestTest[] tests = [.. root.Find(TestFileShape.Tests.Name).Items().SelectMany(test => Tests(test, baseUrl))];
        return problems.Count > before ? [] : tests;
    }

    private IEnumerable<RequestTest> Tests(Node node, string? baseUrl)
    {
        var (request, requests) = (node.Find(TestShape.Request.Name), node.Find(TestShape.Requests.Name));
        if (request is null == requests is null)
        {
            problems.Add(new Problem(node.Origin, request is null
                ? "Request is missing: write a method and a URL, such as GET https://shop.example.com/api/1"
                : "has Request and Requests: keep one of the two"));
            return [];
        }

        var expectations = new ExpectationReader(problems).Read(node.Find(TestShape.Expect.Name)!);
        return (request is not null ? [request] : requests.Items()).Select(line => Test(node, line, baseUrl, expectations)).OfType<RequestTest>();
    }

    private RequestTest? Test(Node node, Node lineNode, string? baseUrl, IReadOnlyList<Expectation> expectations)
    {
        var line = TestedLine.Read(lineNode.AnyText()).Below(baseUrl);
        var sourceIp = node.Find(TestShape.SourceIp.Name);
        var headers = node.Find(TestShape.Headers.Name) is Node.Mapping mapping
            ? mapping.Entries.Select(static entry => KeyValuePair.Create(entry.Name, entry.Value.AnyText()))
            : [];
        var (request, problem) = AskedRequest.Read(line.Method, line.Url, headers, sourceIp?.AnyText());
        if (request is null)
        {
            problems.Add(new Problem(lineNode.Origin, problem!));
            return null;
        }

        return new RequestTest(
            lineNode.Origin,
            node.Find(TestShape.Name.Name) is { } name ? name.AnyText() : null,
            line,
            request,
            node.Text(TestShape.Body.Name),
            expectations)
        {
            HasSourceIp = sourceIp is not null,
        };
    }
}
