# Labels of the choices that figures count: topics, groups of people, streams of opinion, urgency.

choice-kind-periodic = Periodic reports
choice-kind-thematic = Thematic reports
choice-kind-review = Reviews

## Topics

choice-topic-party = Party building, political system
choice-topic-economy = Economy, prices, jobs
choice-topic-farming = Farming, countryside
choice-topic-land = Land, site clearance
choice-topic-infrastructure = Infrastructure, roads, power, water
choice-topic-education = Education
choice-topic-health = Health, welfare
choice-topic-culture = Culture, way of life
choice-topic-environment = Environment, disasters, epidemics
choice-topic-security = Security, public order, road safety
choice-topic-defence = Defence, sea and islands, foreign affairs
choice-topic-ethnic = Ethnic groups, religion
choice-topic-administration = Administrative reform, service attitude
choice-topic-other = Other

## Groups of people

choice-strata-officials = Officials, Party members, public employees
choice-strata-workers = Workers, employees
choice-strata-farmers = Farmers
choice-strata-business = Entrepreneurs, household businesses
choice-strata-intellectuals = Intellectuals, artists
choice-strata-youth = Young people, pupils, students
choice-strata-women = Women
choice-strata-veterans = Veterans
choice-strata-elderly = Older and retired people
choice-strata-minorities = Ethnic minorities
choice-strata-religious = People of faith
choice-strata-other = Other

## Streams of opinion

choice-stance-agree = Agree
choice-stance-concerned = Concerned
choice-stance-disagree = Disagree
choice-stance-unclear = Unclear

## Urgent events

choice-what-crowd = A large gathering
choice-what-danger = Danger to life
choice-what-rumour = A fast-spreading rumour
choice-what-strike = A strike, a collective stoppage
choice-what-environment = An environmental incident
choice-what-other = Other

## Sources

choice-source-direct = Direct conversation
choice-source-meeting = Meetings, activities
choice-source-voters = Meetings with voters
choice-source-social = Social networks
choice-source-press = The press
choice-source-phone = Telephone, messages
choice-source-other = Other

## Causes, spread, forecasts

choice-cause-policy = Policies, rules
choice-cause-execution = How they are carried out
choice-cause-conduct = Attitude, responsibility of officials
choice-cause-information = Lack of information
choice-cause-living = Living conditions, prices, jobs
choice-cause-rumour = Unverified news
choice-cause-disaster = Disasters, epidemics
choice-cause-other = Other
choice-spread-few = A few people
choice-spread-neighbourhood = One neighbourhood
choice-spread-commune = Many places in the commune, ward or special zone
choice-spread-communes = Many communes, wards or special zones
choice-forecast-calm = It will calm down
choice-forecast-same = No change yet
choice-forecast-spread = It may spread
choice-forecast-complex = It may become complicated
choice-forecast-unknown = Cannot tell yet

## Urgency

choice-urgency-normal = Normal
choice-urgency-soon = Needs attention soon
choice-urgency-urgent = Urgent
