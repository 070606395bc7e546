using System.Net;
using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.AwsApis.ElbV2.Errors;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// The Query protocol as it stands on the wire.
/// <see href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html"/>
/// </summary>
public sealed class ElbV2WireTests
{
    [Fact]
    public async Task Parameters_are_read_by_number_and_not_by_order()
    {
        await using var stage = await ElbV2Stage.StartAsync();
        var numbers = Enumerable.Range(1, 12).OrderBy(number => $"{number}", StringComparer.Ordinal);
        var loadBalancer = await stage.Api.CreateLoadBalancerAsync("demo");
        await stage.Api.DoAsync(
            "AddTags",
            numbers.SelectMany(number => new[]
            {
                ($"Tags.member.{number}.Value", "v"), ($"Tags.member.{number}.Key", $"k{number}"),
            }).Append(("ResourceArns.member.1", loadBalancer)));
        var answer = await stage.Api.DoAsync("DescribeTags", ("ResourceArns.member.1", loadBalancer));
        Assert.Equal(Enumerable.Range(1, 12).Select(number => $"k{number}"), ElbV2Client.All(answer, "Key"));
    }

    [Fact]
    public async Task Get_with_a_query_string_is_the_same()
    {
        await using var stage = await ElbV2Stage.StartAsync();
        var (status, answer) = await stage.Api.GetAsync("Action=DescribeLoadBalancers&Version=2015-12-01");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("{http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/}DescribeLoadBalancersResponse", answer.Name.ToString());
        Assert.Equal([ElbV2Stage.OfFile], ElbV2Client.All(answer, "LoadBalancerName"));
    }

    [Theory]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task Pages_of_the_web_are_not_heard(string header, string value)
    {
        await using var stage = await ElbV2Stage.StartAsync();
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add(header, value);
        using var response = await http.GetAsync(
            new Uri(stage.Emulator.Control, "/?Action=DescribeLoadBalancers&Version=2015-12-01"));
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("Action=DescribeLoadBalancers&Version=2012-06-01", "ValidationError", "Classic Load Balancers")]
    [InlineData("Version=2015-12-01", "MissingAction", "Action")]
    [InlineData("Action=DescribeLoadBalancers", "MissingParameter", "Version")]
    [InlineData("Action=DescribeLoadBalancers&Version=1999-01-01", "InvalidParameterValue", "1999-01-01")]
    [InlineData("Action=Nonsense&Version=2015-12-01", "InvalidAction", "Nonsense")]
    [InlineData("Action=DescribeLoadBalancers&Version=2015-12-01&Nonsense=1", "ValidationError", "Nonsense")]
    [InlineData("Action=DescribeLoadBalancers&Version=2015-12-01&PageSize=%zz", "MalformedQueryString", "percent")]
    [InlineData("Action=DescribeLoadBalancers&Version=2015-12-01&A=1&A=2", "MalformedQueryString", "twice")]
    public async Task What_cannot_be_read_is_an_error_of_aws(string form, string code, string word)
    {
        await using var stage = await ElbV2Stage.StartAsync();
        var (status, answer) = await stage.Api.PostAsync(form);
        Assert.True(status is HttpStatusCode.BadRequest or HttpStatusCode.NotFound);
        Assert.Equal("ErrorResponse", answer.Name.LocalName);
        Assert.Equal(code, ElbV2Client.First(answer, "Code"));
        Assert.Contains(word, ElbV2Client.First(answer, "Message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thousands_of_hostile_requests_get_an_error_of_aws_or_a_right_answer()
    {
        await using var stage = await ElbV2Stage.StartAsync();
        var chance = new Random(2015);
        var loadBalancer = await stage.Api.CreateLoadBalancerAsync("demo");
        var group = await stage.Api.CreateTargetGroupAsync("web", 80);
        string[] actions = [.. ElbV2Actions.Names];
        string[] values =
        [
            "", "x", "0", "-1", "99999999999", "NaN", "Infinity", "1e999", "true", "é\u0001\uFFFF<&>]]>", loadBalancer, group, "demo", "arn:aws:", "HTTP",
            "forward", "path-pattern", "/a*", "10.0.0.0/8", new string('a', 5000), "${HOME}", "../../etc/passwd", "subnet-1",
        ];
        await Parallel.ForEachAsync(Enumerable.Range(0, TestLength.Of(2_000, whole: 10_000)), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (_, _) =>
        {
            string form;
            lock (chance)
            {
                form = Form(chance, actions, values);
            }

            var (status, answer) = await stage.Api.PostAsync(form);
            Assert.True((int)status < 500, $"{form}\n{answer}");
            Assert.EndsWith(status == HttpStatusCode.OK ? "Response" : "ErrorResponse", answer.Name.LocalName, StringComparison.Ordinal);
            var action = form.Split('&')[0].Split('=')[^1];
            Assert.All(
                ElbV2Client.All(answer, "Code").Where(ModelledCodes.All.Contains),
                code => Assert.True(status == HttpStatusCode.OK || ModelledCodes.Lists(code, action), $"{form}\n{answer}"));
        });
    }

    private static string Form(Random chance, string[] actions, string[] values)
    {
        var action = actions[chance.Next(actions.Length)];
        var names = ElbV2Actions.Find(action)!.Parameters.Select(parameter => parameter.Name).ToArray();
        string[] tails =
        [
            "", ".member.1", ".member.2", ".member.x", ".1", ".member.1.Key", ".member.1.Value", ".member.1.Id", ".member.1.Port",
            ".member.1.Type", ".member.1.TargetGroupArn", ".member.1.Field", ".member.1.Values.member.1", ".member.1.Order",
            ".member.1.ForwardConfig.TargetGroups.member.1.TargetGroupArn", ".member.1.RedirectConfig.StatusCode", ".Mode",
            ".member.99999999999", ".member.1.member.1.member.1", ".HttpCode", ".member.1.Priority", ".member.1.RuleArn",
        ];
        var pairs = Enumerable.Range(0, chance.Next(8)).Select(_ =>
            names[chance.Next(names.Length)] + (chance.Next(2) == 0 ? "" : tails[chance.Next(tails.Length)]) + "=" +
            Uri.EscapeDataString(values[chance.Next(values.Length)])).DistinctBy(pair => pair.Split('=')[0]);
        var form = $"Action={action}&Version=2015-12-01&{string.Join('&', pairs)}";
        return chance.Next(20) == 0 ? form[..chance.Next(form.Length)] : form;
    }
}
