using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Imports;

/// <summary>
/// Every function of a template.
/// <see href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html"/>
/// </summary>
public sealed class FunctionTests
{
    private const string Sections = """
        Parameters:
          Name: { Type: String, Default: shop }
          Count: { Type: Number, Default: 3 }
          List: { Type: CommaDelimitedList, Default: "a, b,c" }
          Nothing: { Type: String }
          Rest: { Type: String, Default: me }
          Given: { Type: String, Default: given }
          Image: { Type: "AWS::SSM::Parameter::Value<String>", Default: /images/latest }
        Mappings:
          Stages: { test: { Domain: test.example.com, Ports: [1, 2] } }
        Conditions:
          Yes: !Equals [!Ref Name, shop]
          No: !Not [!Condition Yes]
          Both: !And [!Condition Yes, !Condition No]
          Either: !Or [!Condition Yes, !Condition No]
          Lists: !Equals [!Ref List, [a, b, c]]
        """;

    private const string Serverless =
        "Serverless: { Type: \"AWS::Serverless::Function\", Properties: { FunctionName: served, AutoPublishAlias: live } }";

    [Theory]
    [InlineData("!Ref Name", "shop")]
    [InlineData("{ Ref: Count }", "3")]
    [InlineData("!Ref AWS::Region", "us-east-1")]
    [InlineData("!Ref AWS::AccountId", "000000000000")]
    [InlineData("!Ref AWS::Partition", "aws")]
    [InlineData("!Ref AWS::URLSuffix", "amazonaws.com")]
    [InlineData("!Ref AWS::StackName", "shop")]
    [InlineData("!Ref AWS::StackId", "arn:aws:cloudformation:us-east-1:000000000000:stack/shop/00000000-0000-0000-0000-000000000000")]
    [InlineData("!Ref Web", "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/web/294be856b127328e")]
    [InlineData("!Ref Hello", "hello")]
    [InlineData("!GetAtt Hello.Arn", "arn:aws:lambda:us-east-1:000000000000:function:hello")]
    [InlineData("{ 'Fn::GetAtt': [Web, TargetGroupName] }", "web")]
    [InlineData("!GetAtt [Web, TargetGroupFullName]", "targetgroup/web/294be856b127328e")]
    [InlineData("!Select [1, !Split ['/', !GetAtt Alb.LoadBalancerFullName]]", "shop-Alb-*")]
    [InlineData("!Sub 'a ${Name} ${AWS::Region} ${Web.TargetGroupName} ${!Literal}'", "a shop us-east-1 web ${Literal}")]
    [InlineData("!Sub ['${A}-${B}-${Name}', { A: 1, B: !Ref Count }]", "1-3-shop")]
    [InlineData("!Sub 'no variable, $ and ${'", "no variable, $ and ${")]
    [InlineData("!Join ['-', [a, !Ref Name, !Ref Count]]", "a-shop-3")]
    [InlineData("!Join [',', !Ref List]", "a,b,c")]
    [InlineData("!Join ['', [a, !Ref AWS::NoValue, b]]", "ab")]
    [InlineData("!Select [2, !Ref List]", "c")]
    [InlineData("!Select ['1', !Split ['.', a.b.c]]", "b")]
    [InlineData("!FindInMap [Stages, test, Domain]", "test.example.com")]
    [InlineData("!Select [1, !FindInMap [Stages, test, Ports]]", "2")]
    [InlineData("!FindInMap [Stages, other, Domain, { DefaultValue: none }]", "none")]
    [InlineData("!If [Yes, a, b]", "a")]
    [InlineData("!If [No, a, !Ref Name]", "shop")]
    [InlineData("!If [Both, a, b]", "b")]
    [InlineData("!If [Either, a, b]", "a")]
    [InlineData("!If [Lists, a, b]", "a")]
    [InlineData("!Base64 hello", "aGVsbG8=")]
    [InlineData("{ 'Fn::Base64': !Sub '${Name}' }", "c2hvcA==")]
    [InlineData("!Join [' ', !Cidr [10.1.0.0/16, 3, 8]]", "10.1.0.0/24 10.1.1.0/24 10.1.2.0/24")]
    [InlineData("!Join [' ', !Cidr ['2001:db8::/56', 2, 64]]", "2001:db8::/64 2001:db8:0:1::/64")]
    [InlineData("!Join [' ', !GetAZs '']", "us-east-1a us-east-1b us-east-1c")]
    [InlineData("!Select [0, !GetAZs eu-west-1]", "eu-west-1a")]
    [InlineData("'a {{resolve:ssm:/given}} {{resolve:ssm:/given}}'", "a given given")]
    [InlineData("!Sub '{{resolve:ssm:/${Given}}}!'", "given!")]
    [InlineData("!ImportValue exported", "from a setting")]
    [InlineData("!GetAtt Vpc.CidrBlock", "from a parameter")]
    [InlineData("!Join ['', [{ 'Fn::Length': !Ref List }, /, { 'Fn::Length': [a] }]]", "3/1")]
    [InlineData("!ToJsonString { list: !Ref List, n: 1, text: '1', yes: true, nothing: !Ref AWS::NoValue }",
        "{\"list\":[\"a\",\"b\",\"c\"],\"n\":1,\"text\":\"1\",\"yes\":true}")]
    [InlineData("!ToJsonString ['a\"b', 0.5, 007, { c: [] }]", "[\"a\\\"b\",0.5,\"007\",{\"c\":[]}]")]
    [InlineData("!Ref { 'Fn::Sub': 'Na${Rest}' }", "shop")]
    [InlineData("!GetAtt [!Join ['', [W, eb]], TargetGroupName]", "web")]
    [InlineData("!Ref Serverless.Version", "arn:aws:lambda:us-east-1:000000000000:function:served:1")]
    [InlineData("!Ref Serverless.Alias", "arn:aws:lambda:us-east-1:000000000000:function:served:live")]
    [InlineData("!GetAtt Serverless.Arn", "arn:aws:lambda:us-east-1:000000000000:function:served")]
    [InlineData("!Ref Serverless", "served")]
    public void Function_gives_what_CloudFormation_gives(string value, string expected)
    {
        using var workspace = new Workspace();
        workspace.Settings.ImportValues.Add("exported", "from a setting");
        workspace.Settings.Parameters.Add("Vpc.CidrBlock", "from a parameter");
        workspace.Settings.Parameters.Add("resolve:ssm:/given", "given");
        workspace.Write("shop.yaml", TemplateFile.Saying(value, Sections).Replace("Resources:", $"Resources:\n  {Serverless}", StringComparison.Ordinal));
        var reading = workspace.Read("shop.yaml");

        Assert.Empty(reading.Problems);
        var said = Assert.IsType<RuleAction.FixedResponse>(reading.Topology.LoadBalancers[0].Listeners[0].DefaultActions[0]);
        if (expected.EndsWith('*'))
        {
            Assert.StartsWith(expected[..^1], said.MessageBody, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(expected, said.MessageBody);
        }
    }

    [Theory]
    [InlineData("!Ref Nam", "there is no parameter and no resource \"Nam\": did you mean \"Name\"?")]
    [InlineData("!Ref AWS::Nothing", "there is no pseudo parameter \"AWS::Nothing\"")]
    [InlineData("!Ref Vpc", "\"Vpc\" is known only to AWS: give it a value, as --parameter Vpc=VALUE")]
    [InlineData("!GetAtt Vpc.CidrBlock", "\"Vpc.CidrBlock\" is known only to AWS: give it a value, as --parameter Vpc.CidrBlock=VALUE")]
    [InlineData("!GetAtt Vpc", "Fn::GetAtt takes the logical id of a resource and an attribute")]
    [InlineData("!Sub '${Vpc}'", "\"Vpc\" is known only to AWS: give it a value, as --parameter Vpc=VALUE")]
    [InlineData("!Sub [a]", "Fn::Sub takes a string, or a string and an object of variables")]
    [InlineData("!Join [a]", "Fn::Join takes a delimiter and a list")]
    [InlineData("!Join [a, b]", "what Fn::Join joins must be a list")]
    [InlineData("!Join [a, [[b]]]", "Fn::Join joins strings")]
    [InlineData("!Split ['', a]", "the delimiter of Fn::Split cannot be empty")]
    [InlineData("!Select [3, !Ref List]", "Fn::Select takes an index below 3 here, not \"3\"")]
    [InlineData("!FindInMap [Stages, tset, Domain]", "Mappings have no \"tset\": did you mean \"test\"?")]
    [InlineData("!If [Never, a, b]", "there is no condition \"Never\"")]
    [InlineData("!If [Yes, a]", "Fn::If takes the name of a condition and two values")]
    [InlineData("!Equals [a, b]", "is a condition: it stands in Conditions, and Fn::If takes it by its name")]
    [InlineData("!Cidr [10.0.0.0/24, 9, 6]", "\"10.0.0.0/24\" has no 9 blocks of 6 bits")]
    [InlineData("!Cidr [ten, 1, 6]", "\"ten\" is not a block such as 10.0.0.0/16")]
    [InlineData("!ImportValue other", "no file exports \"other\": name the template that does beside this one, or give its value, as --Alb:ImportValues:other=VALUE")]
    [InlineData("!ToJsonString { a: !Ref Vpc }", "\"Vpc\" is known only to AWS: give it a value, as --parameter Vpc=VALUE")]
    [InlineData("{ 'Fn::Length': a }", "what Fn::Length counts must be a list")]
    [InlineData("!Transform { Name: Mine, Parameters: {} }", "\"Fn::Transform\" is not supported")]
    [InlineData("{ 'Fn::Jion': [a] }", "\"Fn::Jion\" is not supported: did you mean \"Fn::Join\"?")]
    [InlineData("{ Ref: Name, b: c }", "Ref stands beside other properties: it must be alone")]
    [InlineData("'{{resolve:ssm:/name}}'", "\"{{resolve:ssm:/name}}\" is resolved by AWS: give it a value, as --parameter resolve:ssm:/name=VALUE")]
    [InlineData("!Join ['', ['{{resolve:ssm:/', !Ref Name, '}}']]", "\"{{resolve:ssm:/shop}}\" is resolved by AWS: give it a value, as --parameter resolve:ssm:/shop=VALUE")]
    [InlineData("!Ref Image", "the parameter Image is kept by AWS Systems Manager: give it one, as --parameter Image=VALUE")]
    [InlineData("!Ref Nothing", "the parameter Nothing has no value: give it one, as --parameter Nothing=VALUE")]
    [InlineData("!If [!Ref Name, a, b]", "Fn::If takes the name of a condition and two values")]
    public void Function_that_cannot_be_is_a_problem_with_its_place(string value, string expected)
    {
        var problem = TemplateFile.ProblemOf(TemplateFile.Saying(value, Sections));
        Assert.StartsWith("shop.yaml:", problem, StringComparison.Ordinal);
        Assert.Contains(".MessageBody", problem, StringComparison.Ordinal);
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Name", "Type: String, AllowedPattern: '[a-z]+'", "A1", "must match \"[a-z]+\", not \"A1\"")]
    [InlineData("Name", "Type: String, AllowedValues: [a, b]", "c", "must be one of \"a\", \"b\", not \"c\"")]
    [InlineData("Name", "Type: String, MaxLength: 2", "abc", "must have at most 2 characters, not \"abc\"")]
    [InlineData("Name", "Type: String, MinLength: 2", "a", "must have at least 2 characters, not \"a\"")]
    [InlineData("Name", "Type: Number", "a", "must be a number, not \"a\"")]
    [InlineData("Name", "Type: Number, MinValue: 2", "1", "must be at least 2, not \"1\"")]
    [InlineData("Name", "Type: List<Number>, MaxValue: 2", "1,3", "must be at most 2, not \"3\"")]
    [InlineData("Nmae", "Type: String, Default: a", "x", "no template has this parameter: did you mean \"Name\"?")]
    public void Parameter_must_be_what_the_template_says(string given, string parameter, string value, string expected)
    {
        var template = TemplateFile.Saying("!Sub '${Name}'", $"Parameters: {{ Name: {{ {parameter} }} }}");
        Assert.EndsWith(expected, TemplateFile.ProblemOf(template, (given, value)), StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_that_have_no_effect_need_no_value()
    {
        var template = TemplateFile.Saying("hello", "Parameters: { Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' } }")
            .Replace("LoadBalancer\" }", "LoadBalancer\", Properties: { Subnets: !Ref Subnets } }", StringComparison.Ordinal);
        Assert.Empty(TemplateFile.Read(template).Problems);
    }
}
