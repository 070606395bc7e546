using AlbEmulator.Forwarding.Lambda;
using AlbEmulator.Model;

namespace AlbEmulator.Tests.Forwarding.Lambda;

public sealed class LambdaUrlTests
{
    private const string Arn = "arn:aws:lambda:us-east-1:000000000000:function:hello";

    [Theory]
    [InlineData("http://localhost:4566", Arn, "http://localhost:4566/2015-03-31/functions/hello/invocations")]
    [InlineData("http://localhost:4566/", Arn, "http://localhost:4566/2015-03-31/functions/hello/invocations")]
    [InlineData("https://x/lambda", Arn, "https://x/lambda/2015-03-31/functions/hello/invocations")]
    [InlineData("http://x", Arn + ":live", "http://x/2015-03-31/functions/hello/invocations?Qualifier=live")]
    [InlineData("http://x", Arn + ":$LATEST", "http://x/2015-03-31/functions/hello/invocations?Qualifier=%24LATEST")]
    public void The_endpoint_has_a_path_for_each_function(string endpoint, string arn, string url) =>
        Assert.Equal(url, LambdaUrl.Of(new Target(arn, 0), endpoint)?.AbsoluteUri);

    [Fact]
    public void The_URL_of_the_target_goes_before_the_endpoint_and_stays_as_it_is() => Assert.Equal(
        "http://fn:8080/2015-03-31/functions/function/invocations",
        LambdaUrl.Of(
            new Target(Arn, 0) { InvokeUrl = new Uri("http://fn:8080/2015-03-31/functions/function/invocations") },
            "http://x")?.AbsoluteUri);

    [Theory]
    [InlineData("", Arn)]
    [InlineData("http://x", "hello")]
    [InlineData("http://x", "arn:aws:lambda:us-east-1:000000000000:layer:hello")]
    [InlineData("http://x", Arn + ":live:more")]
    public void Else_there_is_none(string endpoint, string arn) => Assert.Null(LambdaUrl.Of(new Target(arn, 0), endpoint));
}
