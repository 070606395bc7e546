using System.Net;
using System.Text.Json;
using AlbEmulator.AwsApis.ElbV2;
using AlbEmulator.Model;
using AlbEmulator.Shapes;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Scenarios;

/// <summary>
/// Every member of every input of the ELBv2 API, by the model of AWS's SDK, is taken or refused by name; what the model
/// does not have is refused too.
/// </summary>
public sealed class ElbV2InputTests
{
    /// <summary>Parameters that are read by the shapes of topology files.</summary>
    private static readonly Dictionary<string, Shape> OfShapes = new()
    {
        ["Actions"] = ActionShape.Object,
        ["DefaultActions"] = ActionShape.Object,
        ["Conditions"] = ConditionShape.Object,
        ["Transforms"] = TransformShape.Object,
        ["Matcher"] = HealthCheckShape.Matcher.Shape,
        ["MutualAuthentication"] = MutualAuthenticationShape.Object,
        ["HealthCheckProtocol"] = HealthCheckShape.Protocol.Shape,
        ["CreateListener.Protocol"] = ListenerShape.Protocol.Shape,
        ["CreateTargetGroup.Protocol"] = TargetGroupShape.Protocol.Shape,
    };

    [Fact]
    public async Task Every_action_has_the_parameters_of_the_model_and_no_others()
    {
        if (await ModelAsync() is not { } model)
        {
            return;
        }

        var actions = model.GetProperty("actions").EnumerateObject().ToList();

        Assert.Equal(actions.Select(action => action.Name).Order(), ElbV2Actions.Names.Order());
        Assert.All(actions, action => Assert.Equal(
            Parameters(action.Value).Order(),
            ElbV2Actions.Find(action.Name)!.Parameters
                .Select(parameter => (parameter.Name, parameter.IsRequired, parameter.IsList)).Order()));
    }

    [Fact]
    public async Task Every_member_below_a_parameter_is_taken_or_refused_by_name()
    {
        if (await ModelAsync() is not { } model)
        {
            return;
        }

        var (unknown, seen) = (new List<string>(), new List<string>());
        foreach (var action in model.GetProperty("actions").EnumerateObject())
        {
            foreach (var parameter in action.Value.GetProperty("members").EnumerateObject())
            {
                var shape = OfShapes.GetValueOrDefault($"{action.Name}.{parameter.Name}") ?? OfShapes.GetValueOrDefault(parameter.Name);
                var node = Item(parameter.Value);
                if (shape is not null)
                {
                    Walk($"{action.Name}.{parameter.Name}", node, shape, unknown, seen);
                }
                else if (Kind(node) == "structure")
                {
                    var members = node.GetProperty("members").EnumerateObject().Select(member => member.Name).ToList();
                    seen.AddRange(members);
                    unknown.AddRange(members.Where(member => !ElbV2Members.Knows(parameter.Name, member))
                        .Select(member => $"{action.Name}.{parameter.Name}.{member}"));
                }
            }
        }

        Assert.Empty(unknown);
        Assert.True(seen.Count > 200, $"{seen.Count}");
    }

    [Fact]
    public async Task Every_attribute_that_the_model_names_is_in_its_table()
    {
        if (await ModelAsync() is not { } model)
        {
            return;
        }

        var keys = model.GetProperty("attributes");
        foreach (var (name, table) in new[]
        {
            ("LoadBalancerAttribute", AttributeTables.LoadBalancer),
            ("ListenerAttribute", AttributeTables.Listener),
            ("TargetGroupAttribute", AttributeTables.TargetGroup),
        })
        {
            Assert.NotEmpty(keys.GetProperty(name).EnumerateArray());
            Assert.All(keys.GetProperty(name).EnumerateArray(), key => Assert.NotNull(table.Find(key.GetString()!)));
        }
    }

    [Theory]
    [InlineData("AddTags", "Tags.member.1.Nonsense=1", "Nonsense")]
    [InlineData("AddTags", "Tags.member.1=k", "structure")]
    [InlineData("AddTags", "Tags.member.1.Key.Name=k", "Key")]
    [InlineData("AddTags", "Tags.member.1.Key=k&Tags.member.x.Key=k", "list")]
    [InlineData("AddTags", "Tags.member.1.Key=k&Tags.other=1", "list")]
    [InlineData("DescribeTags", "ResourceArns.member.1.Arn=arn", "text")]
    [InlineData("DeleteRule", "RuleArn=arn&RuleArn.Name=arn", "text")]
    [InlineData("DescribeLoadBalancers", "Names.member.1.Nonsense=1", "text")]
    [InlineData("DescribeLoadBalancers", "Names=demo", "list")]
    [InlineData("CreateLoadBalancer", "Name=n&SubnetMappings.member.1.PrivateIPv4Address=10.0.0.1", "PrivateIPv4Address")]
    [InlineData("CreateLoadBalancer", "Name=n&SubnetMappings.member.1.IPv6Address=::1", "IPv6Address")]
    [InlineData("CreateLoadBalancer", "Name=n&SubnetMappings.member.1.SourceNatIpv6Prefix=auto_assigned", "SourceNatIpv6Prefix")]
    [InlineData("CreateLoadBalancer", "Name=n&IpamPools.Nonsense=1", "Nonsense")]
    [InlineData("AddListenerCertificates", "ListenerArn=n&Certificates.member.1.IsDefault=false", "IsDefault")]
    [InlineData("RegisterTargets", "TargetGroupArn=n&Targets.member.1.QuicServerId=0x1", "QuicServerId")]
    [InlineData("DeregisterTargets", "TargetGroupArn=n&Targets.member.1.Nonsense=1", "Nonsense")]
    [InlineData("DescribeTargetHealth", "TargetGroupArn=n&Targets.member.1.Ports=1", "Ports")]
    [InlineData("SetRulePriorities", "RulePriorities.member.1.Arn=1", "Arn")]
    [InlineData("ModifyCapacityReservation", "LoadBalancerArn=n&MinimumLoadBalancerCapacity.Units=1", "Units")]
    [InlineData("ModifyTargetGroupAttributes", "TargetGroupArn=n&Attributes.member.1.Name=1", "Name")]
    [InlineData("AddTrustStoreRevocations", "TrustStoreArn=n&RevocationContents.member.1.S3ObjectVersion=1", "S3ObjectVersion")]
    public async Task What_stands_where_nothing_of_the_kind_is_is_refused(string action, string form, string word)
    {
        await using var stage = await ElbV2Stage.StartAsync();

        var required = ElbV2Actions.Find(action)!.Parameters
            .Where(parameter => parameter.IsRequired && !form.Contains(parameter.Name, StringComparison.Ordinal))
            .Select(parameter => parameter.Name + (parameter.IsList ? ".member.1" : "") + "=x");
        var (status, answer) = await stage.Api.PostAsync(
            $"Action={action}&Version=2015-12-01&{string.Join('&', required.Append(form))}");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("ValidationError", ElbV2Client.First(answer, "Code"));
        Assert.Contains(word, ElbV2Client.First(answer, "Message"), StringComparison.Ordinal);
    }

    /// <summary>Compares a structure of the model with the shape that reads it; what is refused is not gone into.</summary>
    private static void Walk(string path, JsonElement node, Shape shape, List<string> unknown, List<string> seen)
    {
        seen.Add(path);
        if (shape is Shape.List list)
        {
            Walk(path, Item(node), list.Item, unknown, seen);
        }
        else if (shape is Shape.Choice choice && Kind(node) == "string")
        {
            unknown.AddRange(node.GetProperty("enum").EnumerateArray().Select(value => value.GetString()!)
                .Where(value => !choice.Allowed.Contains(value) && !choice.Refused.ContainsKey(value))
                .Select(value => $"{path}={value}"));
        }
        else if (shape is Shape.Object @object)
        {
            foreach (var member in node.GetProperty("members").EnumerateObject())
            {
                if (@object.Find(member.Name) is { } property)
                {
                    Walk($"{path}.{member.Name}", member.Value, property.Shape, unknown, seen);
                }
                else if (!@object.Refused.ContainsKey(member.Name))
                {
                    unknown.Add($"{path}.{member.Name}");
                }
            }
        }
        else
        {
            Assert.NotEqual("structure", Kind(node));
        }
    }

    private static string Kind(JsonElement node) => node.GetProperty("type").GetString()!;

    private static JsonElement Item(JsonElement node) => Kind(node) == "list" ? node.GetProperty("item") : node;

    private static IEnumerable<(string, bool, bool)> Parameters(JsonElement input)
    {
        var required = input.GetProperty("required").EnumerateArray().Select(name => name.GetString()).ToList();
        return input.GetProperty("members").EnumerateObject()
            .Select(member => (member.Name, required.Contains(member.Name), Kind(member.Value) == "list"));
    }

    /// <summary>Null, and a word about it, where Python has no SDK.</summary>
    private static async Task<JsonElement?> ModelAsync()
    {
        if (await Boto.PythonAsync() is not { } python)
        {
            return null;
        }

        var script = Path.Combine(AppContext.BaseDirectory, "Fixtures", "elbv2_model.py");
        var (exitCode, output, errors) = await Programs.RunAsync(python, [script]);
        Assert.True(exitCode == 0, errors);
        using var document = JsonDocument.Parse(output);
        return document.RootElement.Clone();
    }
}
