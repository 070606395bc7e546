using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Imports;

/// <summary>Files of other programs: each is known for what it is, and answered with what to give in its place.</summary>
public sealed class OtherFilesTests
{
    /// <summary>Name of the file, what is in it, and what is said.</summary>
    public static TheoryData<string, string, string> Files => new()
    {
        { "main.tf", "resource \"aws_lb\" \"shop\" {\n  name = \"shop\"\n}\n", "run terraform plan -out=plan, then terraform show -json plan" },
        { "main", "terraform {\n  required_version = \">= 1.5\"\n}\n", "is a configuration of Terraform" },
        { "prod.tfvars", "region = \"eu-west-1\"\n", "is a configuration of Terraform" },
        { "plan.out", "PK\u0003\u0004\u0014\u0000", "is a zip archive, as Terraform saves a plan: give what terraform show -json prints" },
        { "plan.json", "{\"@level\":\"info\",\"@message\":\"Terraform 1.11.4\"}\n{\"@level\":\"info\"}\n", "is the log of terraform plan -json" },
        { "terraform.tfstate", "{ \"version\": 4, \"terraform_version\": \"1.11.4\", \"lineage\": \"a\", \"resources\": [] }", "is a state of Terraform's own" },
        { "nginx.conf", "http {\n  server {\n    listen 80;\n    location /api/ { proxy_pass http://api; }\n  }\n}\n", "is a configuration of nginx" },
        { "default.conf", "upstream api {\n  server 127.0.0.1:3000;\n}\nserver {\n  listen 80;\n}\n", "a target group for each upstream" },
        { "haproxy.cfg", "global\n  maxconn 100\ndefaults\n  mode http\nfrontend web\n  bind :80\n", "is a configuration of HAProxy" },
        { "Caddyfile", "example.com {\n  reverse_proxy localhost:3000\n}\n", "is a Caddyfile" },
        { "httpd.conf", "<VirtualHost *:80>\n  ProxyPass / http://127.0.0.1:3000/\n</VirtualHost>\n", "is a configuration of Apache" },
        { "envoy.yaml", "static_resources:\n  listeners: []\n  clusters: []\n", "is a configuration of Envoy" },
        { "traefik.yml", "http:\n  routers: {}\n  services: {}\n", "is a configuration of Traefik" },
        { "traefik.toml", "[entryPoints]\n  [entryPoints.web]\n  address = \":80\"\n", "looks like TOML" },
        { "Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n", "describes a Helm chart" },
        { "ingress.tpl.yaml", "apiVersion: v1\nmetadata:\n  name: {{ .Values.name }}-web\n{{- if .Values.tls }}\n{{- end }}\n", "is a template of a Helm chart" },
        { "serverless.yml", "service: shop\nprovider: { name: aws, runtime: nodejs22.x }\nfunctions: {}\n", "run serverless package" },
        { "cdk.json", "{ \"app\": \"npx ts-node bin/shop.ts\", \"context\": {} }", "run cdk synth, and give the folder cdk.out" },
        { "stack.ts", "import * as cdk from 'aws-cdk-lib';\nexport class Shop extends cdk.Stack {}\n", "is the source of a CDK app" },
        { "manifest.json", "{ \"version\": \"44.0.0\", \"artifacts\": {} }", "is the manifest of a cloud assembly: give its folder" },
        { "openapi.yaml", "openapi: 3.1.0\ninfo: {}\npaths: {}\n", "is a description of an API" },
        { "task.json", "{ \"family\": \"web\", \"containerDefinitions\": [] }", "is a task definition of ECS" },
        { "Pulumi.yaml", "name: shop\nruntime: nodejs\n", "is a project of Pulumi" },
        { "copilot.yml", "name: web\ntype: Load Balanced Web Service\nimage: { build: Dockerfile }\nhttp: { path: / }\n", "run copilot svc package" },
        { "appsettings.json", "{ \"Alb\": { \"Region\": \"eu-west-1\" } }", "holds settings of the emulator" },
        { "groups.json", "[{ \"TargetGroupArn\": \"arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/a/1\", \"TargetGroupName\": \"a\" }]", "leave --query out, or write it below TargetGroups" },
        { "page.html", "<!DOCTYPE html>\n<html></html>\n", "is XML or HTML" },
        { "site.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n", "name it as CertificateFile or KeyFile" },
        { "deploy", "#!/bin/sh\nset -e\n", "is a program" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void File_of_another_program_is_known(string name, string content, string told)
    {
        var problem = Assert.Single(Workspace.Read(name, content).Problems).ToString();

        Assert.StartsWith($"{name}:", problem, StringComparison.Ordinal);
        Assert.Contains(told, problem, StringComparison.Ordinal);
    }

    /// <summary>What is wrong with a topology is told of a topology, whatever it looks like.</summary>
    [Theory]
    [InlineData("LoadBalancers:\n  - Name: shop\n    Listeners: server {\n", "server {")]
    [InlineData("TargetGroups:\n  - Name: web\n    apiVersion: v1\n", "\"apiVersion\" is not a property of a target group")]
    public void Topology_with_a_mistake_is_a_topology(string content, string told) =>
        Assert.Contains(Workspace.Read("a.yaml", content).Problems, problem => problem.Message.Contains(told, StringComparison.Ordinal));

    [Fact]
    public void File_of_another_program_beside_a_topology_is_left_out_with_a_note()
    {
        using var workspace = new Workspace();
        workspace.Write("alb.yaml", "TargetGroups:\n  - Name: web\n");
        workspace.Write("envoy.yaml", "static_resources: {}\n");
        var reading = workspace.Read("alb.yaml", "envoy.yaml");

        Assert.Empty(reading.Problems);
        Assert.StartsWith("envoy.yaml: is left out", Assert.Single(reading.Notes).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("main.tf", "resource \"a\" \"b\" {}", "holds a configuration of Terraform: run terraform plan")]
    [InlineData("cdk.json", "{ \"app\": \"node bin\", \"context\": {} }", "run cdk synth, and give the folder cdk.out")]
    [InlineData("Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n", "describes a Helm chart")]
    public void Folder_of_another_program_is_known(string name, string content, string told)
    {
        using var workspace = new Workspace();
        Directory.CreateDirectory(workspace.PathOf("infra"));
        workspace.Write($"infra/{name}", content);
        workspace.Write("infra/package.json", "{ \"name\": \"infra\", \"version\": \"1.0.0\", \"dependencies\": {} }");
        if (name == "main.tf")
        {
            File.Delete(workspace.PathOf("infra/package.json"));
        }

        var files = new AlbEmulator.Topologies.TopologyFiles(workspace.Settings, static _ => null);
        Assert.Contains(told, Assert.Single(files.Read(files.Locate([workspace.PathOf("infra")])).Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Misspelt_file_is_told_with_the_one_that_was_meant()
    {
        using var workspace = new Workspace();
        workspace.Write("my.yaml", "TargetGroups: []\n");

        Assert.Equal("mi.yaml: there is no such file: did you mean \"my.yaml\"?", Assert.Single(workspace.Read("mi.yaml").Problems).ToString());
    }
}
