using System.Text;
using AlbEmulator.ControlPort;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.ControlPort;

public sealed class ExplainQuestionTests
{
    [Fact]
    public void Headers_are_a_list_of_pairs_or_an_object()
    {
        var (list, _) = Read("""{"method":"GET","url":"/","headers":[["A","1"],["A","2"]],"sourceIp":"::1"}""");
        var (mapped, _) = Read("""{"headers":{"A":"1","B":"2"},"url":"/","method":"GET"}""");

        Assert.Equal([new("A", "1"), new("A", "2")], list!.Headers);
        Assert.Equal("::1", list.SourceIp.ToString());
        Assert.Equal([new("A", "1"), new("B", "2")], mapped!.Headers);
    }

    [Theory]
    [InlineData("", "the body is not JSON")]
    [InlineData("{", "the body is not JSON")]
    [InlineData("{}x", "the body is not JSON")]
    [InlineData("[]", "the body must be an object such as {\"method\":\"GET\"")]
    [InlineData("null", "the body must be an object")]
    [InlineData("{}", "method and url are needed")]
    [InlineData("""{"method":"GET"}""", "method and url are needed")]
    [InlineData("""{"method":"GET","url":1}""", "url must be a string")]
    [InlineData("""{"method":"GET","url":"/","sourceIp":null}""", "sourceIp must be a string")]
    [InlineData("""{"method":"GET","url":"/","sourceIP":"::1"}""", "\"sourceIP\" is not a property of a question: did you mean \"sourceIp\"?")]
    [InlineData("""{"method":"GET","url":"/","body":""}""", "\"body\" is not a property of a question: there are \"method\", \"url\", \"headers\", \"sourceIp\"")]
    [InlineData("""{"method":"GET","url":"/","url":"/x"}""", "the body is not JSON")]
    [InlineData("""{"method":"GET","url":"/","headers":"A: b"}""", "headers must be a list such as")]
    [InlineData("""{"method":"GET","url":"/","headers":[["A"]]}""", "headers must be a list such as")]
    [InlineData("""{"method":"GET","url":"/","headers":[["A",1]]}""", "headers must be a list such as")]
    [InlineData("""{"method":"GET","url":"/","headers":{"A":["b"]}}""", "headers must be a list such as")]
    [InlineData("""{"method":"GET","url":"/","headers":[["A","b\u000d"]]}""", "holds a control character")]
    [InlineData("""{"method":"GET","url":"/\ud800"}""", "text that is not Unicode")]
    [InlineData("""{"method":"GET","url":"/","sourceIp":"me"}""", "the source IP must be")]
    public void Wrong_questions_are_told_with_what_to_write(string body, string told)
    {
        var (request, problem) = Read(body);

        Assert.Null(request);
        Assert.Contains(told, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.Contains("is not JSON", Read(new string('[', 10_000)).Problem, StringComparison.Ordinal);

    private static (AlbEmulator.Rules.Explanations.AskedRequest? Request, string? Problem) Read(string body) =>
        ExplainQuestion.Read(Encoding.UTF8.GetBytes(body));
}
