using System.Text;
using System.Text.Json;
using AlbEmulator.Model;
using AlbEmulator.Tests.House;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// An Express application as a Lambda function, with the adapters that people put before it.
/// </summary>
public sealed class LambdaApplicationsTests
{
    private const string Http = "serverless-http";
    private const string Express = "serverless-express";

    [Fact]
    public async Task Express_behind_an_adapter_serves_as_it_does_alone()
    {
        if (!await Programs.HaveNodeAsync("express", "serverless-http", "@codegenie/serverless-express"))
        {
            return;
        }

        var port = FreePorts.Take();
        var script = Path.Combine(SourceTree.Root, "tests", "AlbEmulator.Tests", "Support", "express-functions.js");
        await using var functions = await NodeProcess.StartAsync(script, $"{port}");
        await using var stage = await LambdaStage.StartAsync();
        foreach (var (adapter, isMultiValue) in new[] { (Http, false), (Express, false), (Express, true) })
        {
            var url = new Uri($"http://127.0.0.1:{port}/2015-03-31/functions/{adapter}/invocations");
            await stage.TargetAsync(new Target(LambdaStage.Arn, 0) { InvokeUrl = url }, isMultiValue);

            await AssertQueryAsync(stage, isMultiValue);
            await AssertCookiesAsync(stage, adapter, isMultiValue);
            await AssertRedirectAsync(stage);
            await AssertBytesAsync(stage);
            await AssertJsonAsync(stage);
            Assert.Equal(404, (await stage.ExchangeAsync(Wire.Get("/nowhere"))).Status);
        }
    }

    private static async Task AssertQueryAsync(LambdaStage stage, bool isMultiValue)
    {
        var response = await stage.ExchangeAsync(Wire.Get("/query?a=1&a=2&b%5Bc%5D=d%20e+f&g=%C3%A9"));

        Assert.Equal((200, "application/json; charset=utf-8"), (response.Status, response.Header("Content-Type")));
        Assert.Equal(
            isMultiValue ? """{"a":["1","2"],"b":{"c":"d e f"},"g":"é"}""" : """{"a":"2","b":{"c":"d e f"},"g":"é"}""",
            Encoding.UTF8.GetString(response.Body));
    }

    private static async Task AssertCookiesAsync(LambdaStage stage, string adapter, bool isMultiValue)
    {
        var response = await stage.ExchangeAsync(Wire.Get("/cookies", "Cookie: x=1; y=2"));

        Assert.Equal("x=1; y=2", response.Text);
        // Without several values a header is one; serverless-http then gives only the form that is not read.
        string[] expected = isMultiValue ? ["a=1; Path=/", "b=2; Path=/"] : adapter == Express ? ["a=1; Path=/"] : [];
        Assert.Equal(expected, response.HeaderValues("Set-Cookie"));
    }

    private static async Task AssertRedirectAsync(LambdaStage stage)
    {
        var response = await stage.ExchangeAsync(Wire.Get("/redirect"));

        Assert.Equal("HTTP/1.1 302 Moved Temporarily", response.StartLine);
        Assert.Equal("/login?next=%2Fquery", response.Header("Location"));
        Assert.Equal("awselb/2.0", response.Header("Server"));
    }

    private static async Task AssertBytesAsync(LambdaStage stage)
    {
        byte[] bytes = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

        var response = await stage.ExchangeAsync(
            Wire.Post("/bytes", Encoding.Latin1.GetString(bytes), "Content-Type: image/png"));

        Assert.Equal((200, "image/png"), (response.Status, response.Header("Content-Type")));
        Assert.Equal(bytes.Reverse(), response.Body);
    }

    private static async Task AssertJsonAsync(LambdaStage stage)
    {
        var trace = "Root=1-67891233-abcdef012345678912345678";

        var response = await stage.ExchangeAsync(
            Wire.Post("/json", """{"a":"b"}""", "Content-Type: application/json", $"X-Amzn-Trace-Id: {trace}"));

        Assert.Equal(201, response.Status);
        using var body = JsonDocument.Parse(response.Body);
        Assert.Equal("b", body.RootElement.GetProperty("a").GetString());
        Assert.EndsWith($";{trace}", body.RootElement.GetProperty("trace").GetString(), StringComparison.Ordinal);
    }
}
