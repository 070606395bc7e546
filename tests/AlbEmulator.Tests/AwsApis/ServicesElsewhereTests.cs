using System.Net;
using System.Text;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.AwsApis;

/// <summary>Clients that ask the control port for a service of AWS which is not here.</summary>
public sealed class ServicesElsewhereTests
{
    private const string Told = "is not here: this emulator answers elbv2, ec2, sts alone. In place of AWS_ENDPOINT_URL set the variables that alb env prints";

    /// <summary>A call of each protocol that AWS has, and what its clients read of the answer.</summary>
    [Theory]
    [InlineData("s3", "ListBuckets", "NotImplemented", "AWS_ENDPOINT_URL_S3")]
    [InlineData("iam", "ListUsers", "UnknownOperationException", "AWS_ENDPOINT_URL_IAM")]
    [InlineData("route53", "ListHostedZones", "UnknownOperationException", "AWS_ENDPOINT_URL_ROUTE_53")]
    [InlineData("lambda", "ListFunctions", "UnknownOperationException", "AWS_ENDPOINT_URL_LAMBDA")]
    [InlineData("dynamodb", "ListTables", "UnknownOperationException", "AWS_ENDPOINT_URL_DYNAMODB")]
    [InlineData("cloudwatch", "ListMetrics", "UnknownOperationException", "AWS_ENDPOINT_URL_CLOUDWATCH")]
    [InlineData("ssm", "DescribeParameters", "UnknownOperationException", "AWS_ENDPOINT_URL_SSM")]
    public async Task Boto3_hears_what_is_here_and_what_to_set(string service, string action, string code, string variable)
    {
        if (!Programs.Have("python3"))
        {
            return;
        }

        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take()));
        const string script = """
            import sys
            try:
                import boto3, botocore.config
                from botocore import xform_name
                from botocore.exceptions import ClientError
            except ImportError:
                print('no boto3'); sys.exit()
            client = boto3.client(sys.argv[1], endpoint_url=sys.argv[3], region_name='us-east-1', aws_access_key_id='test',
                aws_secret_access_key='test', config=botocore.config.Config(retries={'total_max_attempts': 1}))
            try:
                getattr(client, xform_name(sys.argv[2]))()
            except ClientError as e:
                print(e.response['Error']['Code'], e.response['Error']['Message'], e.response['ResponseMetadata']['HTTPStatusCode'])
            """;
        var (_, output, errors) = await Programs.RunAsync("python3", ["-c", script, service, action, emulator.Control.ToString()]);
        if (output.Trim() == "no boto3")
        {
            await Console.Out.WriteLineAsync("There is no boto3 here.");
            return;
        }

        Assert.True(output.StartsWith($"{code} The service ", StringComparison.Ordinal), output + errors);
        Assert.Contains(Told, output, StringComparison.Ordinal);
        Assert.Contains(variable, output, StringComparison.Ordinal);
        Assert.EndsWith(" 400", output.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Newer_clients_of_CloudWatch_read_CBOR()
    {
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take()));
        using var answer = await SendAsync(emulator, HttpMethod.Post, "/service/GraniteServiceVersion20100801/operation/ListMetrics", "monitoring", ("smithy-protocol", "rpc-v2-cbor"));
        var bytes = await answer.Content.ReadAsByteArrayAsync();

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/cbor", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("rpc-v2-cbor", answer.Headers.GetValues("smithy-protocol").Single());
        // A map of two, whose first key is a text of six bytes.
        Assert.Equal([0xA2, 0x79, 0x00, 0x06, .. "__type"u8], bytes[..10]);
        Assert.Contains("AWS_ENDPOINT_URL_CLOUDWATCH", Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    /// <summary>A bucket may be called as a path of the control port is.</summary>
    [Theory]
    [InlineData("GET", "/health")]
    [InlineData("GET", "/requests?list-type=2")]
    [InlineData("GET", "/")]
    [InlineData("PUT", "/bucket/key")]
    [InlineData("DELETE", "/requests")]
    public async Task Request_that_is_signed_for_S3_is_none_of_the_control_port(string method, string path)
    {
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take()));
        using var answer = await SendAsync(emulator, new HttpMethod(method), path, "s3");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith("<Error><Code>NotImplemented</Code>", Xml(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Target_of_a_JSON_protocol_without_a_signature_is_told_too()
    {
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take()));
        using var answer = await SendAsync(emulator, HttpMethod.Post, "/", null, ("X-Amz-Target", "DynamoDB_20120810.ListTables"));

        Assert.Contains("The service dynamodb is not here", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("application/x-amz-json-1.1", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("elasticloadbalancing", "/?Action=DescribeLoadBalancers&Version=2015-12-01", HttpStatusCode.OK)]
    [InlineData("ec2", "/?Action=DescribeVpcs&Version=2016-11-15", HttpStatusCode.OK)]
    [InlineData("sts", "/?Action=GetCallerIdentity&Version=2011-06-15", HttpStatusCode.OK)]
    [InlineData(null, "/health", HttpStatusCode.OK)]
    [InlineData(null, "/nothing", HttpStatusCode.NotFound)]
    public async Task What_is_here_is_answered_as_before(string? service, string path, HttpStatusCode status)
    {
        await using var emulator = await HostedEmulator.StartAsync(TopologyBuilder.Simple(FreePorts.Take()));
        using var answer = await SendAsync(emulator, HttpMethod.Get, path, service);

        Assert.Equal(status, answer.StatusCode);
    }

    private static string Xml(string text) => text[(text.StartsWith("<?", StringComparison.Ordinal) ? text.IndexOf("?>", StringComparison.Ordinal) + 2 : 0)..].Trim();

    private static async Task<HttpResponseMessage> SendAsync(
        HostedEmulator emulator, HttpMethod method, string path, string? service, params (string Name, string Value)[] headers)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method, new Uri(emulator.Control, path));
        if (service is not null)
        {
            request.Headers.TryAddWithoutValidation(
                "Authorization", $"AWS4-HMAC-SHA256 Credential=test/20261128/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=00");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request);
    }
}
