namespace AlbEmulator.Tests.Comparisons;

/// <summary>What differs by its nature is no difference, and what does not is one.</summary>
public sealed class ValueFormTests
{
    private const string Sealed = "wVqBj9pR2jXo0fD7n1mZk5tYh8LcG4sEaTbNuQ6iWxKrPzOvMyCdHlJgFe3SAZ+U/qx9wVqBj9pR2jXo0fD7n1mZk5tYh8LcG4sEaTbNuQ6iWxKr";

    [Theory]
    [InlineData("Date: Thu, 01 Oct 2026 10:00:00 GMT", "Date: Thu, 01 Oct 2026 10:00:05 GMT")]
    [InlineData("X-Trace: Root=1-67891233-abcdef012345678912345678", "X-Trace: Root=1-67891234-000000000000000000000001")]
    [InlineData("X-Request: 0b6f3c1e-8f5b-4a3f-9a75-1f0d1f5f2a11", "X-Request: f3a9d5a2-1f52-4b0a-8f0e-2f4b6c8d0e1f")]
    [InlineData("Location: https://idp.example.com/?state=" + Sealed + "%3D", "Location: https://idp.example.com/?state=A" + Sealed + "%3D%3D")]
    [InlineData("Set-Cookie: AWSALB=" + Sealed + "; Path=/", "Set-Cookie: AWSALB=x" + Sealed + "=; Path=/")]
    public void Same_form_is_no_difference(string one, string other) =>
        Assert.Empty(Heard.Differences(Heard.Answer($"HTTP/1.1 200 OK\n{one}"), Heard.Answer($"HTTP/1.1 200 OK\n{other}")));

    [Theory]
    [InlineData("Date: Thu, 01 Oct 2026 10:00:00 GMT", "Date: Thu, 1 Oct 2026 10:00:00 GMT")]
    [InlineData("X-Trace: Root=1-67891233-abcdef012345678912345678", "X-Trace: 1-67891233-abcdef012345678912345678")]
    [InlineData("Set-Cookie: AWSALB=" + Sealed + "; Path=/", "Set-Cookie: AWSALB=" + Sealed + "; Path=/; HttpOnly")]
    [InlineData("Set-Cookie: AWSALBAPP-0=_remove_; Path=/", "Set-Cookie: AWSALBAPP-0=" + Sealed + "; Path=/")]
    [InlineData("Set-Cookie: AWSALB=" + Sealed + "; Path=/", "Set-Cookie: AWSALBCORS=" + Sealed + "; Path=/")]
    [InlineData("Location: https://a/x", "Location: https://a/y")]
    public void Other_form_is_a_difference(string one, string other) =>
        Assert.Single(Heard.Differences(Heard.Answer($"HTTP/1.1 200 OK\n{one}"), Heard.Answer($"HTTP/1.1 200 OK\n{other}")));

    [Fact]
    public void Of_the_date_of_a_cookie_it_counts_how_long_it_is_good()
    {
        static string Head(string made, string expires) => $"HTTP/1.1 200 OK\nDate: {made}\nSet-Cookie: AWSALB={Sealed}; Expires={expires}; Path=/";
        var week = Heard.Answer(Head("Thu, 01 Oct 2026 10:00:00 GMT", "Thu, 08 Oct 2026 10:00:00 GMT"));

        Assert.Empty(Heard.Differences(week, Heard.Answer(Head("Fri, 02 Oct 2026 23:59:59 GMT", "Sat, 10 Oct 2026 00:00:00 GMT"))));
        Assert.Single(Heard.Differences(week, Heard.Answer(Head("Thu, 01 Oct 2026 10:00:00 GMT", "Fri, 02 Oct 2026 10:00:00 GMT"))));
    }

    [Fact]
    public void Port_at_which_each_of_them_listens_is_their_own()
    {
        static string Head(string port) => $"HTTP/1.1 301 Moved Permanently\nLocation: http://a:{port}/x";

        Assert.Empty(Heard.Differences(Heard.Answer(Head("80")), Heard.Answer(Head("8080")), 80, 8080));
        Assert.Empty(Heard.Differences(Heard.Answer(Head("443")), Heard.Answer(Head("443")), 443, 8443));
        Assert.Single(Heard.Differences(Heard.Answer(Head("80")), Heard.Answer(Head("81")), 80, 8080));
    }

    [Fact]
    public void Bodies_are_compared_by_form_too()
    {
        const string Head = "HTTP/1.1 200 OK\nContent-Type: application/json";

        Assert.Empty(Heard.Differences(
            Heard.Answer(Head, """{"at":"2026-10-01T10:00:00Z","from":"203.0.113.7"}"""), Heard.Answer(Head, """{"at":"2026-10-01T10:00:01.5Z","from":"127.0.0.1"}""")));
        Assert.Single(Heard.Differences(Heard.Answer(Head, """{"a":1}"""), Heard.Answer(Head, """{"a":2}""")));
    }
}
